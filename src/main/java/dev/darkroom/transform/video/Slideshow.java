package dev.darkroom.transform.video;

import dev.darkroom.protocol.DrawSlideshow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words for ffmpeg that make a video of slides. It is pure. */
record Slideshow(DrawSlideshow wanted, List<Source> sources) {

  /**
   * Where a slide's bytes are.
   *
   * @param demuxer what reads a video; empty for a JPEG
   */
  record Source(Path file, String demuxer) {}

  /** All words, from the first input to the last output. */
  List<String> arguments(String encoder, Path result) {
    List<String> words = new ArrayList<>();
    for (int at = 0; at < sources.size(); at++) {
      input(words, sources.get(at), wanted.slides().get(at).duration());
    }
    words.addAll(List.of("-filter_complex", filter(), "-map", "[show]", "-an"));
    words.addAll(List.of("-c:v", encoder, "-b:v", "2M", "-pix_fmt", "yuv420p"));
    words.addAll(List.of("-t", seconds(wanted.longest()), "-movflags", "+faststart"));
    words.addAll(List.of("-f", "mp4", "-y", "file:" + result));
    return words;
  }

  private void input(List<String> words, Source source, int duration) {
    String rate = String.valueOf(wanted.framesPerSecond());
    String file = source.file().toAbsolutePath().toString();
    words.addAll(List.of("-protocol_whitelist", "file,pipe"));
    if (source.demuxer().isEmpty()) {
      words.addAll(List.of("-f", "image2", "-pattern_type", "none", "-loop", "1"));
      words.addAll(List.of("-framerate", rate, "-c:v", "mjpeg"));
      words.addAll(List.of("-t", seconds(duration), "-i", file));
    } else {
      words.addAll(List.of("-f", source.demuxer(), "-t", seconds(duration), "-i", "file:" + file));
    }
  }

  /**
   * Each slide fills the picture and lasts as long as it should; then they pass into each other.
   */
  String filter() {
    StringBuilder filter = new StringBuilder();
    String size = wanted.width() + ":" + wanted.height();
    for (int at = 0; at < wanted.slides().size(); at++) {
      String length = seconds(wanted.slides().get(at).duration());
      filter.append(
          "[%d:v:0]scale=%s:force_original_aspect_ratio=increase,crop=%s,setsar=1,fps=%d,format=yuv420p,"
              .formatted(at, size, size, wanted.framesPerSecond()));
      filter.append(
          "tpad=stop_mode=clone:stop_duration=%s,trim=duration=%s,setpts=PTS-STARTPTS[s%d];"
              .formatted(length, length, at));
    }
    passages(filter);
    return filter.toString();
  }

  private void passages(StringBuilder filter) {
    long end = wanted.slides().getFirst().duration();
    String before = "[s0]";
    for (int at = 1; at < wanted.slides().size(); at++) {
      DrawSlideshow.Slide from = wanted.slides().get(at - 1);
      String after = "[x" + at + "]";
      if (from.transitionDuration() == 0) {
        filter.append(before).append("[s%d]concat=n=2:v=1".formatted(at)).append(after).append(';');
      } else {
        long start = end - from.transitionDuration();
        filter
            .append(before)
            .append(
                "[s%d]xfade=transition=%s:duration=%s:offset=%s"
                    .formatted(
                        at, from.transition(), seconds(from.transitionDuration()), seconds(start)))
            .append(after)
            .append(';');
      }
      end += wanted.slides().get(at).duration() - from.transitionDuration();
      before = after;
    }
    filter.append(before).append("null[show]");
  }

  private static String seconds(long milliseconds) {
    return String.format(Locale.ROOT, "%.3f", milliseconds / 1000.0);
  }
}
