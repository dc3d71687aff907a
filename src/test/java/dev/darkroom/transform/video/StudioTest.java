package dev.darkroom.transform.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.DrawSlideshow;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.testing.MemoryBlobs;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The words for ffmpeg, and a server without it. */
final class StudioTest {
  private static final BlobRef BLOB = BlobRef.of(new byte[] {1});

  @Test
  void aServerWithoutFfmpegSaysSo() {
    Vertx vertx = Vertx.vertx();
    try {
      Bus bus = new Bus(vertx, new Bus.Deadlines(Duration.ofSeconds(1), Duration.ofSeconds(1)));
      Studio studio = new Studio(bus, new MemoryBlobs(), Optional.empty());
      DrawSlideshow asked = new DrawSlideshow(16, 16, 10, 1_000, List.of());
      Refusal refusal = assertThrows(Refusal.class, () -> studio.draw(asked));
      assertEquals(
          "create_slideshow needs ffmpeg, which this server does not have", refusal.getMessage());
    } finally {
      vertx.close();
    }
  }

  @Test
  void slidesPassIntoEachOther() {
    DrawSlideshow.Slide first = new DrawSlideshow.Slide(BLOB, false, 2_000, "fade", 500);
    DrawSlideshow.Slide second = new DrawSlideshow.Slide(BLOB, false, 3_000, "wipeleft", 0);
    DrawSlideshow asked = new DrawSlideshow(64, 48, 10, 9_000, List.of(first, second, first));
    Slideshow.Source source = new Slideshow.Source(Path.of("x"), "");
    String filter = new Slideshow(asked, List.of(source, source, source)).filter();
    assertEquals(
        "[s0][s1]xfade=transition=fade:duration=0.500:offset=1.500[x1];"
            + "[x1][s2]concat=n=2:v=1[x2];[x2]null[show]",
        filter.substring(filter.indexOf("[s0][s1]")));
  }
}
