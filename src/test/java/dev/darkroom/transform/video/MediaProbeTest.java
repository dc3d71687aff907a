package dev.darkroom.transform.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.MediaFacts;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.testing.Movies;
import dev.darkroom.testing.Pictures;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files of every container, made by the ffmpeg that the tests bring along. */
final class MediaProbeTest {
  @TempDir private static Path folder;

  private static Ffmpeg ffmpeg;
  private static final Map<String, Path> FILES = new TreeMap<>();

  @BeforeAll
  static void make() {
    ffmpeg = Samples.ffmpeg();
    movie("mp4", "-c:v", "libopenh264", "-c:a", "aac", "-shortest");
    movie("mov", "-c:v", "mpeg4", "-c:a", "aac");
    movie("webm", "-c:v", "libvpx", "-c:a", "libopus");
    movie("mkv", "-c:v", "mpeg4", "-c:a", "libmp3lame");
    movie("avi", "-c:v", "mpeg4", "-c:a", "libmp3lame");
    movie("ts", "-c:v", "mpeg4", "-c:a", "aac", "-f", "mpegts");
    for (String format : List.of("wav", "mp3", "ogg", "flac", "m4a", "aac", "aiff")) {
      FILES.put(format, Samples.sound(folder, format));
    }
  }

  private static void movie(String extension, String... codecs) {
    FILES.put(extension, Samples.movie(folder, extension, codecs));
  }

  @Test
  void ffprobeTellsAllOfAVideo() {
    MediaFacts facts = probe(file("mp4"), true).orElseThrow();
    assertEquals(List.of("mp4", 320, 240), List.of(facts.format(), facts.width(), facts.height()));
    JsonObject members = new JsonObject(facts.members());
    assertEquals("h264", members.getJsonObject("video").getString("codec"));
    assertEquals("yuv420p", members.getJsonObject("video").getString("pix_format"));
    assertEquals("4:3", members.getJsonObject("video").getString("dar"));
    assertEquals("1/12800", members.getJsonObject("video").getString("time_base"));
    assertTrue(members.getJsonObject("video").getInteger("level") > 0);
    JsonObject audio = members.getJsonObject("audio");
    assertEquals(
        List.of("aac", 44_100, 1, "mono"),
        List.of(
            audio.getString("codec"),
            audio.getInteger("frequency"),
            audio.getInteger("channels"),
            audio.getString("channel_layout")));
    assertEquals(25.0, members.getDouble("frame_rate"));
    assertEquals(2.0, members.getDouble("duration"), 0.1);
    assertEquals(50, members.getInteger("nb_frames"));
    assertEquals(0, members.getInteger("rotation"));
    assertFalse(members.getBoolean("is_audio"));
    assertTrue(members.getLong("bit_rate") > 10_000);
  }

  @Test
  void withAndWithoutFfprobeEveryContainerIsKnown() {
    FILES.forEach((extension, file) -> {
      MediaFacts told = probe(file, true).orElseThrow();
      MediaFacts read = probe(file, false).orElseThrow();
      assertEquals(extension, told.format());
      assertEquals(extension, read.format());
      JsonObject members = new JsonObject(told.members());
      assertEquals(2.0, members.getDouble("duration"), 0.2, extension);
      JsonObject own = new JsonObject(read.members());
      assertEquals(members.getBoolean("is_audio"), own.getBoolean("is_audio"), extension);
      if (!List.of("avi", "ts", "aac", "aiff").contains(extension)) {
        assertEquals(2.0, own.getDouble("duration", 0.0), 0.2, extension + read);
        assertEquals(told.width(), read.width(), extension);
        assertEquals(told.height(), read.height(), extension);
      }
    });
  }

  @Test
  void whatIsCutOffIsBroken() throws IOException {
    for (String extension : List.of("mp4", "mov", "m4a")) {
      byte[] whole = Files.readAllBytes(file(extension));
      for (int end : List.of(40, whole.length / 2, whole.length - 1)) {
        Path cut = write(Arrays.copyOf(whole, end));
        for (boolean with : List.of(true, false)) {
          Refusal refusal = assertThrows(Refusal.class, () -> probe(cut, with), extension + end);
          assertEquals("Unsupported video format or file", refusal.getMessage());
        }
      }
    }
    Path noise = write("RIFF....WAVEnothing at all".getBytes(StandardCharsets.ISO_8859_1));
    assertThrows(Refusal.class, () -> probe(noise, true));
  }

  @Test
  void otherFilesAreNoVideo() throws IOException {
    List<byte[]> others = new ArrayList<>(Pictures.all());
    for (String text :
        List.of(
            "",
            "plain text",
            "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
            "ffconcat version 1.0\nfile /etc/passwd\n",
            "<?xml version=\"1.0\"?><MPD><BaseURL>file:///etc/passwd</BaseURL></MPD>",
            "1\n00:00:01,000 --> 00:00:02,000\nHello\n",
            "\u00ff\u00fea\0b\0",
            "%PDF-1.7",
            "PK\u0003\u0004")) {
      others.add(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    for (byte[] other : others) {
      assertEquals(Optional.empty(), probe(write(other), true));
    }
  }

  /** Whatever is in a file, our readers end, and tell nothing absurd. */
  @Test
  void damagedFilesDoNoHarm() throws IOException {
    Random random = new Random(5);
    List<byte[]> seeds = new ArrayList<>();
    for (Path file : FILES.values()) {
      byte[] bytes = Files.readAllBytes(file);
      seeds.add(Arrays.copyOf(bytes, Math.min(bytes.length, 20_000)));
    }
    seeds.add(Movies.mp4(640, 480, 1_500));
    for (int round = 0; round < 6_000; round++) {
      byte[] bytes = seeds.get(round % seeds.size()).clone();
      for (int change = random.nextInt(20); change >= 0; change--) {
        bytes[random.nextInt(Math.min(bytes.length, 2_000))] = (byte) random.nextInt(256);
      }
      ByteSource source = ByteSource.of(bytes);
      MediaFormat.of(source.read(0, MediaFormat.HEAD))
          .flatMap(format -> MediaProbe.container(source, format))
          .ifPresent(facts -> assertTrue(facts.width() >= 0 && facts.seconds() >= 0));
    }
  }

  @Test
  void boxesWrittenByHandAreRead() throws IOException {
    MediaFacts facts = probe(write(Movies.mp4(640, 480, 1_500)), false).orElseThrow();
    assertEquals(List.of(640, 480), List.of(facts.width(), facts.height()));
    assertEquals(1.5, new JsonObject(facts.members()).getDouble("duration"));
    MediaFacts wav = probe(write(Movies.wav(1_500)), false).orElseThrow();
    JsonObject members = new JsonObject(wav.members());
    assertEquals(1.5, members.getDouble("duration"));
    assertEquals(8_000, members.getJsonObject("audio").getInteger("frequency"));
  }

  @Test
  void aProgramThatHangsIsKilled() {
    List<String> endless =
        List.of("-f", "lavfi", "-i", "testsrc=size=64x64:rate=25", "-f", "null", "-y", "-");
    Refusal refusal =
        assertThrows(Refusal.class, () -> ffmpeg.run(endless, Duration.ofMillis(300)));
    assertTrue(refusal.getMessage().startsWith("Transformation took longer"));
  }

  private static Path file(String extension) {
    return Optional.ofNullable(FILES.get(extension)).orElseThrow();
  }

  private static Optional<MediaFacts> probe(Path file, boolean withFfprobe) {
    return new MediaProbe(Optional.of(ffmpeg).filter(programs -> withFfprobe)).probe(file);
  }

  private static Path write(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile(folder, "case", ""), bytes);
  }
}
