package dev.darkroom.transform.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.testing.Pictures;
import dev.darkroom.transform.language.Transformation;
import dev.darkroom.transform.plan.Limits;
import dev.darkroom.transform.plan.Plan;
import dev.darkroom.transform.plan.Planner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No file, whatever it holds, ends the process, hangs it, or surfaces as anything but a picture or
 * a refusal. A crash of native code would end the test run itself.
 */
class HostileFilesTest {
  private static final int MUTANTS = 2_000;
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final List<String> TRANSFORMATIONS =
      List.of(
          "w_50",
          "c_fill,w_40,h_40/e_sepia",
          "a_33,b_red",
          "r_max/e_blur:300",
          "",
          "e_grayscale",
          "c_pad,w_90,h_90/a_90",
          "c_crop,w_20,h_20,x_5,y_5/w_60",
          "o_40/bo_2px_solid_red");
  private static final List<String> FORMATS = List.of("", "jpg", "png", "webp", "gif");
  private static final Planner PLANNER = new Planner(Limits.USUAL);

  @TempDir private Path folder;

  private int pictures;
  private int refusals;

  @Test
  void mutantsNeverEscape() throws IOException {
    long seed = Long.getLong("darkroom.fuzz.seed", System.nanoTime());
    Random random = new Random(seed);
    try (VipsEngine engine = engine()) {
      List<byte[]> seeds = seeds(engine);
      for (int round = 0; round < MUTANTS; round++) {
        byte[] mutant = mutant(random, seeds.get(round % seeds.size()));
        String hint = "-Ddarkroom.fuzz.seed=" + seed + " round " + round;
        attempt(engine, mutant, random, hint);
      }
    }
    String counts = pictures + " pictures, " + refusals + " refusals, seed " + seed;
    assertTrue(pictures > MUTANTS / 20 && refusals > MUTANTS / 20, counts);
  }

  @Test
  void bombsAreDefused() throws IOException {
    Random random = new Random(1);
    try (VipsEngine engine = engine()) {
      for (byte[] bomb : bombs()) {
        attempt(engine, bomb, random, new String(bomb, 0, 60, StandardCharsets.ISO_8859_1));
      }
      assertTrue(refusals > 3);
    }
  }

  private void attempt(VipsEngine engine, byte[] bytes, Random random, String hint)
      throws IOException {
    Path file = Files.write(folder.resolve("hostile"), bytes);
    long start = System.nanoTime();
    try {
      Optional<ImageFacts> facts = engine.probe(file);
      if (facts.isEmpty()) {
        refusals++;
      } else {
        Rendering result = engine.render(file, plan(facts.get(), random));
        assertTrue(result.bytes().length > 0, hint);
        pictures++;
      }
    } catch (Refusal refusal) {
      assertTrue(refusal.code().status() == 400, hint);
      refusals++;
    } catch (RuntimeException | Error escaped) {
      throw new AssertionError(hint, escaped);
    }
    long taken = System.nanoTime() - start;
    assertTrue(taken < LONGEST.toNanos(), () -> hint + " took " + taken / 1_000_000 + " ms");
  }

  private static Plan plan(ImageFacts facts, Random random) {
    String text = TRANSFORMATIONS.get(random.nextInt(TRANSFORMATIONS.size()));
    String format = FORMATS.get(random.nextInt(FORMATS.size()));
    return PLANNER.plan(Transformation.parse(text), facts, format);
  }

  /** Every kind of file, those that only the engine writes as well. */
  private List<byte[]> seeds(VipsEngine engine) throws IOException {
    List<byte[]> seeds = new ArrayList<>(Pictures.all());
    seeds.add(Pictures.photo(200, 150, 1));
    for (byte[] source : List.of(Pictures.photo(90, 60, 2), Pictures.movingGif(40, 40, 5))) {
      Path file = Files.write(folder.resolve("seed"), source);
      ImageFacts facts = engine.probe(file).orElseThrow();
      for (String format : List.of("webp", "avif", "png")) {
        Plan plan = PLANNER.plan(Transformation.NONE, facts, format);
        seeds.add(engine.render(file, plan).bytes());
      }
    }
    return seeds;
  }

  private static byte[] mutant(Random random, byte[] seed) {
    byte[] mutant = seed.clone();
    switch (random.nextInt(6)) {
      case 0 -> mutant = Arrays.copyOf(mutant, random.nextInt(mutant.length));
      case 1 -> flip(random, mutant, 1);
      case 2 -> flip(random, mutant, 1 + mutant.length / 50);
      case 3 -> flip(random, mutant, 20, Math.min(mutant.length, 64));
      case 4 -> saturate(random, mutant);
      default -> mutant = spliced(random, mutant);
    }
    return mutant;
  }

  private static void flip(Random random, byte[] bytes, int times) {
    flip(random, bytes, times, bytes.length);
  }

  /** Leaves the magic bytes, so that a decoder gets to see the rest. */
  private static void flip(Random random, byte[] bytes, int times, int end) {
    int start = Math.min(12, bytes.length - 1);
    for (int time = 0; time < times && end > start; time++) {
      bytes[start + random.nextInt(end - start)] = (byte) random.nextInt(256);
    }
  }

  /** Large numbers where sizes, counts and offsets are. */
  private static void saturate(Random random, byte[] bytes) {
    int at = 8 + random.nextInt(Math.max(1, Math.min(bytes.length - 12, 300)));
    Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(4)), (byte) 0xff);
  }

  private static byte[] spliced(Random random, byte[] bytes) {
    int from = random.nextInt(bytes.length);
    int to = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - from, random.nextInt(200));
    byte[] result = Arrays.copyOf(bytes, bytes.length + length);
    System.arraycopy(bytes, from, result, to, Math.min(length, result.length - to));
    return result;
  }

  private static List<byte[]> bombs() {
    byte[] png = Pictures.encoded(Pictures.quarters(60, 60, 1), "png");
    Arrays.fill(png, 17, 20, (byte) 0x7f);
    byte[] jpeg = Pictures.photo(300, 200, 3);
    int frame = find(jpeg, 0xff, 0xc0);
    Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0xff);
    byte[] gif = Pictures.movingGif(60, 40, 3);
    Arrays.fill(gif, 6, 10, (byte) 0xff);
    byte[] bitmap = Pictures.encoded(Pictures.quarters(60, 60, 1), "bmp");
    Arrays.fill(bitmap, 18, 21, (byte) 0x7f);
    List<byte[]> bombs = new ArrayList<>(List.of(png, jpeg, gif, bitmap));
    for (String svg : svgBombs()) {
      bombs.add(svg.getBytes(StandardCharsets.UTF_8));
    }
    return bombs;
  }

  private static List<String> svgBombs() {
    String open = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:x='http://www.w3.org/1999/xlink' ";
    String laughs = "<!DOCTYPE svg [<!ENTITY a 'haha'>";
    for (char entity = 'b'; entity < 'k'; entity++) {
      String before = "&" + (char) (entity - 1) + ";";
      laughs += "<!ENTITY " + entity + " '" + before.repeat(10) + "'>";
    }
    String use = "<g id='a0'><rect width='9' height='9'/></g>";
    for (int level = 1; level < 20; level++) {
      use +=
          "<g id='a" + level + "'>" + ("<use x:href='#a" + (level - 1) + "'/>").repeat(10) + "</g>";
    }
    return List.of(
        laughs + "]>" + open + "width='99' height='99'><text>&j;</text></svg>",
        "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
            + open
            + "width='99' height='99'><text>&x;</text></svg>",
        open
            + "width='99' height='99'><image x:href='file:///etc/passwd' width='9' height='9'/></svg>",
        open + "width='9999999' height='9999999'></svg>",
        open + "width='1e30' height='-1'></svg>",
        open + "width='99' height='99'>" + "<g>".repeat(100_000),
        open + "width='99' height='99'>" + use + "</svg>",
        open
            + "width='2000' height='2000'><filter id='f'>"
            + "<feGaussianBlur stdDeviation='900'/>".repeat(40)
            + "</filter><rect width='2000' height='2000' filter='url(#f)'/></svg>",
        open + "viewBox='0 0 0 0'/>                                                ");
  }

  private static int find(byte[] bytes, int first, int second) {
    for (int at = 0; at < bytes.length - 1; at++) {
      if ((bytes[at] & 0xff) == first && (bytes[at + 1] & 0xff) == second) {
        return at;
      }
    }
    throw new IllegalArgumentException("not there");
  }

  private static VipsEngine engine() {
    return new VipsEngine(Path.of("target", "test-natives"), EngineLimits.USUAL);
  }
}
