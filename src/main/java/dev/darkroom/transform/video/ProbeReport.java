package dev.darkroom.transform.video;

import dev.darkroom.protocol.MediaFacts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What ffprobe says, in the contract's words (reference/upload-api.md 4.4). It is pure. */
record ProbeReport(JsonObject report) {

  /** The facts; nothing without a moving picture and without sound. */
  Optional<MediaFacts> facts(MediaFormat format) {
    JsonObject video = stream("video");
    JsonObject audio = stream("audio");
    JsonObject main = video == null ? audio : video;
    if (main == null) {
      return Optional.empty();
    }
    JsonObject members = new JsonObject();
    members.put("audio", audio == null ? new JsonObject() : audio(audio));
    members.put("video", video == null ? new JsonObject() : video(video));
    members.put("is_audio", video == null);
    if (video != null) {
      members.put("frame_rate", ratio(video.getString("avg_frame_rate", "0/0")));
    }
    putNumbers(members, main);
    int rotation = video == null ? 0 : rotation(video);
    members.put("rotation", rotation);
    boolean lies = rotation % 180 != 0;
    int width = video == null ? 0 : video.getInteger("width", 0);
    int height = video == null ? 0 : video.getInteger("height", 0);
    return Optional.of(
        new MediaFacts(
            format.word(), lies ? height : width, lies ? width : height, members.encode()));
  }

  private void putNumbers(JsonObject members, JsonObject stream) {
    JsonObject whole = report.getJsonObject("format", new JsonObject());
    double bits = number(whole.getString("bit_rate"));
    if (bits > 0) {
      members.put("bit_rate", Math.round(bits));
    }
    double seconds = number(whole.getString("duration", stream.getString("duration")));
    if (seconds > 0) {
      members.put("duration", seconds);
    }
    double frames = number(stream.getString("nb_frames"));
    double rate = ratio(stream.getString("avg_frame_rate", "0/0"));
    long counted = Math.round(frames > 0 ? frames : rate * seconds);
    if (counted > 0) {
      members.put("nb_frames", counted);
    }
  }

  /** The first of its kind; the cover of a song is no moving picture. */
  private @Nullable JsonObject stream(String kind) {
    JsonArray streams = report.getJsonArray("streams", new JsonArray());
    for (int at = 0; at < streams.size(); at++) {
      JsonObject stream = streams.getJsonObject(at);
      boolean cover =
          stream.getJsonObject("disposition", new JsonObject()).getInteger("attached_pic", 0) == 1;
      if (stream.getString("codec_type", "").equals(kind) && !cover) {
        return stream;
      }
    }
    return null;
  }

  private static JsonObject audio(JsonObject stream) {
    JsonObject audio = new JsonObject();
    copy(stream, "codec_name", audio, "codec");
    copy(stream, "bit_rate", audio, "bit_rate");
    double frequency = number(stream.getString("sample_rate"));
    if (frequency > 0) {
      audio.put("frequency", Math.round(frequency));
    }
    copy(stream, "channels", audio, "channels");
    copy(stream, "channel_layout", audio, "channel_layout");
    return audio;
  }

  private static JsonObject video(JsonObject stream) {
    JsonObject video = new JsonObject();
    copy(stream, "pix_fmt", video, "pix_format");
    copy(stream, "codec_name", video, "codec");
    copy(stream, "level", video, "level");
    copy(stream, "profile", video, "profile");
    copy(stream, "bit_rate", video, "bit_rate");
    copy(stream, "display_aspect_ratio", video, "dar");
    copy(stream, "time_base", video, "time_base");
    return video;
  }

  private static void copy(JsonObject from, String name, JsonObject to, String as) {
    Object value = from.getValue(name);
    if (value != null) {
      to.put(as, value);
    }
  }

  /** Clockwise, 0 to 359. */
  private static int rotation(JsonObject stream) {
    JsonArray data = stream.getJsonArray("side_data_list", new JsonArray());
    for (int at = 0; at < data.size(); at++) {
      if (data.getJsonObject(at).getValue("rotation") instanceof Number turn) {
        return Math.floorMod(-turn.intValue(), 360);
      }
    }
    return 0;
  }

  private static double ratio(String text) {
    int slash = text.indexOf('/');
    double over = slash < 0 ? 1 : number(text.substring(slash + 1));
    double value = number(slash < 0 ? text : text.substring(0, slash));
    return over == 0 ? 0 : value / over;
  }

  private static double number(@Nullable String text) {
    try {
      double value = text == null ? 0 : Double.parseDouble(text);
      return Double.isFinite(value) ? value : 0;
    } catch (NumberFormatException none) {
      return 0;
    }
  }
}
