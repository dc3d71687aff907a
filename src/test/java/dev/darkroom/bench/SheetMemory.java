package dev.darkroom.bench;

import dev.darkroom.protocol.AnimateBlobs;
import dev.darkroom.protocol.SourceBlob;
import dev.darkroom.protocol.StackBlobs;
import dev.darkroom.testing.Pictures;
import dev.darkroom.transform.PixelRig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints what sheets of many pictures cost: 300 JPEGs of four megapixels each, as one sprite and as
 * animations of near the largest size, with the peak of the process' memory. Run it with -Xmx512m.
 */
public final class SheetMemory {
  private static final int PICTURES = 300;

  private SheetMemory() {}

  /** No arguments. */
  public static void main(String[] arguments) throws Exception {
    try (PixelRig rig = new PixelRig(Files.createTempDirectory("darkroom-sheets"))) {
      List<SourceBlob> distinct = new ArrayList<>();
      for (int seed = 0; seed < 5; seed++) {
        SourceBlob small = rig.source(Pictures.photo(600, 425, seed));
        distinct.add(rig.source(rig.bytes(rig.render(small, "w_2400", "jpg"))));
      }
      List<SourceBlob> all = new ArrayList<>();
      for (int at = 0; at < PICTURES; at++) {
        all.add(distinct.get(at % distinct.size()));
      }
      line("start", () -> 0L);
      line(
          "sprite png w_200",
          () ->
              rig.ask(StackBlobs.ADDRESS, new StackBlobs(all, "w_200", "png", 2))
                  .sheet()
                  .blob()
                  .size());
      for (String film : List.of("gif w_300", "webp w_480", "png w_160")) {
        String[] asked = film.split(" ", -1);
        line(
            film,
            () ->
                rig.ask(AnimateBlobs.ADDRESS, new AnimateBlobs(all, asked[1], asked[0]))
                    .blob()
                    .size());
      }
      line(
          "pdf w_1200",
          () ->
              rig.ask(AnimateBlobs.ADDRESS, new AnimateBlobs(all, "w_1200", "pdf")).blob().size());
    }
    System.exit(0);
  }

  private interface Work {
    long run() throws Exception;
  }

  private static void line(String name, Work work) throws Exception {
    long start = System.nanoTime();
    long bytes = work.run();
    System.out.printf(
        "%-18s %6.1f s  %8d kB  peak of the process %d MB%n",
        name, (System.nanoTime() - start) / 1e9, bytes / 1024, peak());
  }

  private static long peak() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return 0;
  }
}
