package dev.darkroom.transform.video;

import dev.darkroom.blob.BlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.DrawSlideshow;
import dev.darkroom.protocol.ProbeMedia;
import dev.darkroom.protocol.ProbedMedia;
import io.vertx.core.AbstractVerticle;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Virtual threads, one turn per message: each waits for a child process or a short read without
 * holding up the others.
 *
 * <p>It answers what a video or audio file is, and makes videos.
 */
public final class VideoVerticle extends AbstractVerticle {
  private final Bus bus;
  private final BlobStore blobs;
  private final MediaProbe probe;
  private final Studio studio;

  /**
   * A verticle.
   *
   * @param ffmpeg the programs; without them only containers are read
   */
  public VideoVerticle(Bus bus, BlobStore blobs, Optional<Ffmpeg> ffmpeg) {
    this.bus = bus;
    this.blobs = blobs;
    this.probe = new MediaProbe(ffmpeg);
    this.studio = new Studio(bus, blobs, ffmpeg);
  }

  @Override
  public void start() {
    bus.serve(ProbeMedia.ADDRESS, Bus.awaiting(this::probe));
    bus.serve(DrawSlideshow.ADDRESS, Bus.awaiting(studio::draw));
  }

  private ProbedMedia probe(ProbeMedia asked) {
    Path file = blobs.local(asked.blob(), asked.staging()).await();
    return new ProbedMedia(probe.probe(file).orElse(null));
  }
}
