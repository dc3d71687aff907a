package dev.darkroom.transform.video;

import dev.darkroom.blob.BlobStore;
import dev.darkroom.blob.BlobWriter;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.DrawSlideshow;
import dev.darkroom.protocol.DrawnSlideshow;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ExpectBlob;
import dev.darkroom.protocol.MediaFacts;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Makes videos with ffmpeg, one at a time: each takes all processors. For virtual threads. */
final class Studio {
  private static final Duration LONGEST = Duration.ofSeconds(100);
  private static final long LARGEST = 1L << 30;
  private static final int STEP = 1 << 20;

  private final Bus bus;
  private final BlobStore blobs;
  private final Optional<Ffmpeg> ffmpeg;
  private final MediaProbe probe;
  private final Semaphore turn = new Semaphore(1, true);

  Studio(Bus bus, BlobStore blobs, Optional<Ffmpeg> ffmpeg) {
    this.bus = bus;
    this.blobs = blobs;
    this.ffmpeg = ffmpeg;
    this.probe = new MediaProbe(ffmpeg);
  }

  /** A video of slides, kept. */
  DrawnSlideshow draw(DrawSlideshow asked) {
    Ffmpeg program =
        ffmpeg.orElseThrow(() -> new Refusal(ErrorCode.NO_VIDEO_MODULE, "create_slideshow"));
    if (asked.slides().isEmpty()) {
      return new DrawnSlideshow(null, null);
    }
    List<Slideshow.Source> sources = new ArrayList<>();
    asked.slides().forEach(slide -> sources.add(source(slide)));
    Slideshow show = new Slideshow(asked, List.copyOf(sources));
    try {
      Path result = Files.createTempFile("darkroom", ".mp4");
      try {
        inTurn(() -> program.run(show.arguments(program.encoder(), result), LONGEST));
        MediaFacts facts = probe.probe(result).orElseThrow(MediaProbe::broken);
        return new DrawnSlideshow(kept(result), facts);
      } finally {
        Files.deleteIfExists(result);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void inTurn(Runnable work) {
    turn.acquireUninterruptibly();
    try {
      work.run();
    } finally {
      turn.release();
    }
  }

  private Slideshow.Source source(DrawSlideshow.Slide slide) {
    Path file = blobs.local(slide.blob(), null).await();
    if (!slide.moving()) {
      return new Slideshow.Source(file, "");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      byte[] head = ByteSource.of(channel).read(0, MediaFormat.HEAD);
      return new Slideshow.Source(
          file, MediaFormat.of(head).orElseThrow(MediaProbe::broken).demuxer());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private StagedBlob kept(Path file) throws IOException {
    StagedBlob staged = staged(file);
    try {
      bus.request(ExpectBlob.ADDRESS, new ExpectBlob(staged.blob())).await();
      blobs.keep(staged).await();
      return staged.kept();
    } finally {
      blobs.discard(staged).await();
    }
  }

  private StagedBlob staged(Path file) throws IOException {
    BlobWriter writer = blobs.stage(LARGEST).await();
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(STEP);
      while (bytes.length > 0) {
        writer.write(Buffer.buffer(bytes)).await();
        bytes = stream.readNBytes(STEP);
      }
      return writer.finish().await();
    } catch (IOException | RuntimeException failure) {
      writer.abort().await();
      throw failure;
    }
  }
}
