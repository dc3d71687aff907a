package dev.darkroom.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.ShowServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The official Node SDK, unmodified, against the real server: {@code src/test/node}. It needs npm;
 * a CI without it fails.
 */
@ExtendWith(ShowServers.class)
final class NodeSdkTest {
  private static final Path SOURCES = Path.of("src", "test", "node");
  private static final Path WORK = Path.of("target", "node").toAbsolutePath();
  private static final long LONGEST_SECONDS = 120;

  private record Ended(int code, String output) {}

  @BeforeAll
  static void requireNpm() throws Exception {
    if (Stream.of("npm", "node").anyMatch(NodeSdkTest::isMissing)) {
      String why = "Node and npm are not on the PATH: the Node SDK is not proven in this run";
      if ("true".equals(System.getenv("CI"))) {
        fail(why);
      }
      System.err.println("WARNING: " + why);
      abort(why);
    }
    install();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk.mjs", "all.mjs"})
  void theOfficialNodeSdk(String script) throws Exception {
    Path photo = WORK.resolve("photo.jpg");
    Files.write(photo, Pictures.photo(900, 600, 11));
    try (ServerProcess server = ServerSetup.fresh("node-sdk").start()) {
      Ended ended =
          run(
              List.of("node", script, photo.toString()),
              Map.of("CLOUDINARY_URL", server.cloudinaryUrl()));
      assertEquals(0, ended.code, ended.output);
      long done = ended.output.lines().filter(line -> line.startsWith("ok ")).count();
      assertTrue(done > 0 && ended.output.endsWith(done + " steps\n"), ended.output);
    }
  }

  /** Once per lock file; npm's own settings decide where the packages come from. */
  private static void install() throws IOException, InterruptedException {
    Files.createDirectories(WORK);
    for (String file : List.of("package.json", "package-lock.json", "sdk.mjs", "all.mjs")) {
      Files.copy(SOURCES.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Path lock = WORK.resolve("package-lock.json");
    Path done = WORK.resolve("done");
    if (Files.exists(done) && Files.mismatch(lock, done) == -1) {
      return;
    }
    Ended installed =
        run(
            List.of("npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"),
            Map.of());
    assertEquals(0, installed.code, installed.output);
    Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isMissing(String program) {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          != 0;
    } catch (IOException missing) {
      return true;
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static Ended run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = WORK.resolve("output.txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(WORK.toFile());
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      return new Ended(-1, Files.readString(output, StandardCharsets.UTF_8) + "\nnot in time");
    }
    return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }
}
