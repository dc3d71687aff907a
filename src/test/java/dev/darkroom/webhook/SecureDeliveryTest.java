package dev.darkroom.webhook;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JksOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS to a pinned address: the name in the URL is what is asked for and what must be certified. */
final class SecureDeliveryTest {
  private static final String PASSWORD = "changeit";
  @TempDir static Path folder = Path.of("");
  private static final Queue<String> NAMES = new ConcurrentLinkedQueue<>();
  private final Scene scene = new Scene();

  @BeforeAll
  static void makeKeys() throws IOException, InterruptedException {
    makeKey("hooks.test");
    makeKey("elsewhere.example");
  }

  @AfterAll
  static void forget() {
    NAMES.clear();
  }

  @Test
  void aCertificateForTheNameIsTaken() {
    try (scene) {
      start("hooks.test");
      scene.commit("https://hooks.test:" + server("hooks.test") + "/");
      until("delivered", () -> scene.list("delivered").size() == 1);
      assertEquals("hooks.test", NAMES.remove());
    }
  }

  @Test
  void aCertificateForAnotherNameIsRefused() {
    try (scene) {
      start("elsewhere.example");
      scene.commit("https://hooks.test:" + server("elsewhere.example") + "/");
      assertDead("matching hooks.test found");
    }
  }

  @Test
  void aCertificateOfAnUnknownIssuerIsRefused() {
    try (scene) {
      start("elsewhere.example");
      scene.commit("https://hooks.test:" + server("hooks.test") + "/");
      assertDead("unable to find valid certification path");
    }
  }

  @Test
  void aReceiverWithoutTlsIsRefused() {
    try (scene) {
      start("hooks.test");
      int port =
          await(
                  scene
                      .vertx
                      .createHttpServer()
                      .requestHandler(request -> request.response().end())
                      .listen(0, "127.0.0.1"))
              .actualPort();
      scene.commit("https://hooks.test:" + port + "/");
      assertDead("no secure connection: ");
    }
  }

  private void assertDead(String part) {
    until("dead", () -> scene.list("dead").size() == 1);
    String error = String.valueOf(scene.list("dead").getFirst().lastError());
    assertTrue(error.startsWith("no secure connection: "), error);
    assertTrue(error.contains(part), error);
  }

  private void start(String trusted) {
    scene.with(new HttpClientOptions().setTrustOptions(keys(trusted)));
    scene.start("node", Scene.QUICK, "127.0.0.0/8", "::1/128");
  }

  private int server(String name) {
    HttpServerOptions options =
        new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(keys(name));
    return await(
            scene
                .vertx
                .createHttpServer(options)
                .requestHandler(request -> {
                  NAMES.add(String.valueOf(request.connection().indicatedServerName()));
                  request.response().end();
                })
                .listen(0, "127.0.0.1"))
        .actualPort();
  }

  private static JksOptions keys(String name) {
    return new JksOptions()
        .setPath(folder.resolve(name).toString())
        .setPassword(PASSWORD)
        .setAlias("key");
  }

  private static void makeKey(String name) throws IOException, InterruptedException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command =
        List.of(
            keytool.toString(),
            "-genkeypair",
            "-keystore",
            folder.resolve(name).toString(),
            "-storepass",
            PASSWORD,
            "-alias",
            "key",
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=dns:" + name);
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    assertEquals(0, exit);
  }
}
