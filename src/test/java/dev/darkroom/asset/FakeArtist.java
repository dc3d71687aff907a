package dev.darkroom.asset;

import dev.darkroom.blob.BlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.AnimateBlobs;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.CollageBlobs;
import dev.darkroom.protocol.DrawSlideshow;
import dev.darkroom.protocol.DrawText;
import dev.darkroom.protocol.DrawnSlideshow;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ExpectBlob;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.MediaFacts;
import dev.darkroom.protocol.RenderedBlob;
import dev.darkroom.protocol.StackBlobs;
import dev.darkroom.protocol.StackedBlob;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Draws texts that say what was asked for; a picture is 100 x 80, {@code c_bad} is refused, {@code
 * c_slow} waits until it is released.
 */
final class FakeArtist extends VerticleBase {
  final AtomicInteger drawings = new AtomicInteger();
  final Promise<Boolean> released = Promise.promise();
  private final Bus bus;
  private final BlobStore blobs;

  FakeArtist(Bus bus, BlobStore blobs) {
    this.bus = bus;
    this.blobs = blobs;
  }

  @Override
  public Future<?> start() {
    bus.serve(StackBlobs.ADDRESS, this::stack);
    bus.serve(
        AnimateBlobs.ADDRESS,
        asked -> draw("film", asked.transformation(), asked.format(), asked.toString()));
    bus.serve(
        CollageBlobs.ADDRESS, asked -> draw("collage", asked.color(), "jpg", asked.toString()));
    bus.serve(DrawSlideshow.ADDRESS, this::film);
    bus.serve(DrawText.ADDRESS, asked -> draw("text", "", "png", asked.toString()));
    return Future.succeededFuture();
  }

  /** Two seconds of silence; a show without slides only asks whether there may be one. */
  private Future<DrawnSlideshow> film(DrawSlideshow asked) {
    if (asked.slides().isEmpty()) {
      return Future.succeededFuture(new DrawnSlideshow(null, null));
    }
    MediaFacts facts =
        new MediaFacts(
            "mp4",
            asked.width(),
            asked.height(),
            "{\"duration\":2.0,\"frame_rate\":30.0,\"nb_frames\":60,\"is_audio\":false,\"audio\":{}}");
    return draw("film", "", "mp4", asked.toString())
        .map(drawn -> new DrawnSlideshow(new StagedBlob(drawn.blob(), drawn.md5(), null), facts));
  }

  private Future<StackedBlob> stack(StackBlobs asked) {
    List<StackedBlob.Place> places = new ArrayList<>();
    for (int i = 0; i < asked.sources().size(); i++) {
      places.add(new StackedBlob.Place(0, i * (80 + asked.gap()), 100, 80));
    }
    return draw("sheet", asked.transformation(), asked.format(), asked.toString())
        .map(sheet -> new StackedBlob(sheet, List.copyOf(places)));
  }

  private Future<RenderedBlob> draw(
      String what, String transformation, String format, String asked) {
    drawings.incrementAndGet();
    if (transformation.contains("bad")) {
      return Future.failedFuture(
          new Refusal(ErrorCode.INVALID_TRANSFORMATION_VALUE, "crop", "bad"));
    }
    byte[] bytes = (what + " " + asked).getBytes(StandardCharsets.UTF_8);
    return bus.request(ExpectBlob.ADDRESS, new ExpectBlob(BlobRef.of(bytes)))
        .compose(expected ->
            transformation.contains("c_slow") ? released.future() : Future.succeededFuture(true))
        .compose(expected -> blobs.put(bytes))
        .map(blob -> new RenderedBlob(blob, "0".repeat(32), format, 100, 80));
  }
}
