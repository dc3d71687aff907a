package dev.darkroom.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.darkroom.testing.NodePrograms;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.ShowServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  @BeforeAll
  static void requireNpm() throws IOException {
    if (!NodePrograms.areHere()) {
      String why = "Node and npm are not on the PATH: the Node SDK is not proven in this run";
      if ("true".equals(System.getenv("CI"))) {
        fail(why);
      }
      System.err.println("WARNING: " + why);
      abort(why);
    }
    NodePrograms.install();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk.mjs", "all.mjs"})
  void theOfficialNodeSdk(String script) throws IOException {
    Path photo = NodePrograms.WORK.resolve("photo.jpg");
    Files.write(photo, Pictures.photo(900, 600, 11));
    try (ServerProcess server = ServerSetup.fresh("node-sdk").start()) {
      NodePrograms.Ended ended =
          NodePrograms.run(
              List.of("node", script, photo.toString()),
              Map.of("CLOUDINARY_URL", server.cloudinaryUrl()));
      assertEquals(0, ended.code(), ended.output());
      long done = ended.output().lines().filter(line -> line.startsWith("ok ")).count();
      assertTrue(done > 0 && ended.output().endsWith(done + " steps\n"), ended.output());
    }
  }
}
