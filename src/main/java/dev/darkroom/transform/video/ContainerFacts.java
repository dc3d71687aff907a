package dev.darkroom.transform.video;

import dev.darkroom.protocol.MediaFacts;
import io.vertx.core.json.JsonObject;

/**
 * What a container says without being decoded.
 *
 * @param width pixels; 0 for none
 * @param seconds 0 when it does not say
 * @param channels 0 when it does not say
 * @param frequency samples per second; 0 when it does not say
 */
record ContainerFacts(
    boolean moving, int width, int height, double seconds, int channels, int frequency) {
  private static final double LONGEST = 100L * 365 * 24 * 3_600;
  private static final int LARGEST = 1 << 16;

  ContainerFacts {
    boolean sane = width > 0 && height > 0 && width < LARGEST && height < LARGEST;
    width = sane ? width : 0;
    height = sane ? height : 0;
    seconds = seconds > 0 && seconds < LONGEST ? seconds : 0;
  }

  static ContainerFacts audio(double seconds) {
    return new ContainerFacts(false, 0, 0, seconds, 0, 0);
  }

  static ContainerFacts video(int width, int height, double seconds) {
    return new ContainerFacts(true, width, height, seconds, 0, 0);
  }

  static ContainerFacts unknown(MediaFormat format) {
    boolean audio =
        switch (format) {
          case M4A, WAV, MP3, OGG, FLAC, AAC, AIFF, AMR -> true;
          case MP4, MOV, M4V, THREE_GP, WEBM, MKV, AVI, FLV, WMV, MPEG, TS -> false;
        };
    return new ContainerFacts(!audio, 0, 0, 0, 0, 0);
  }

  ContainerFacts withAudio(long newChannels, long newFrequency) {
    boolean sane =
        newChannels > 0 && newChannels < 256 && newFrequency > 0 && newFrequency < 1 << 24;
    return sane
        ? new ContainerFacts(moving, width, height, seconds, (int) newChannels, (int) newFrequency)
        : this;
  }

  /** In the contract's words. */
  MediaFacts facts(MediaFormat format) {
    JsonObject audio = new JsonObject();
    if (channels > 0) {
      audio.put("frequency", frequency).put("channels", channels);
    }
    JsonObject members = new JsonObject().put("audio", audio).put("video", new JsonObject());
    members.put("is_audio", !moving);
    if (seconds > 0) {
      members.put("duration", Math.round(seconds * 1e6) / 1e6);
    }
    return new MediaFacts(format.word(), width, height, members.encode());
  }
}
