package dev.darkroom.webhook;

import static dev.darkroom.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.darkroom.net.AddressGuard;
import dev.darkroom.net.Cidr;
import dev.darkroom.net.SystemResolver;
import dev.darkroom.protocol.EndpointOptions;
import dev.darkroom.protocol.EndpointOptions.Schedule;
import dev.darkroom.webhook.Exchange.Answer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that asks who connects. */
final class ClientCertificateTest {
  private static final String PASSWORD = "changeit";
  @TempDir static Path folder = Path.of("");

  @Test
  void theUrlsOwnCertificateIsShown() throws Exception {
    makeKey("server", "localhost");
    makeKey("client", "darkroom");
    Vertx vertx = Vertx.vertx();
    try {
      int port = receiver(vertx);
      HttpClientOptions trusting = new HttpClientOptions().setTrustOptions(store("server"));
      Connections connections = new Connections(vertx, trusting);
      EndpointOptions known = options(pem("CERTIFICATE", certificate()), pem("PRIVATE KEY", key()));
      assertEquals(200, await(post(vertx, connections, port, known)).status());
      assertEquals(200, await(post(vertx, connections, port, known)).status());
      assertThrows(
          Throwable.class, () -> await(post(vertx, connections, port, EndpointOptions.USUAL)));
    } finally {
      await(vertx.close());
    }
  }

  private static Future<Answer> post(
      Vertx vertx, Connections connections, int port, EndpointOptions options) {
    AddressGuard guard =
        new AddressGuard(
            new SystemResolver(vertx, Duration.ofSeconds(2)),
            List.of(Cidr.of("127.0.0.0/8"), Cidr.of("::1/128")));
    Post post = new Post(connections, options);
    return guard
        .pin(URI.create("https://localhost:" + port + "/"))
        .compose(target -> {
          post.send(target, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer("{}"));
          return post.answer();
        });
  }

  private static int receiver(Vertx vertx) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(store("server"))
            .setTrustOptions(store("client"))
            .setClientAuth(ClientAuth.REQUIRED);
    return await(
            vertx
                .createHttpServer(options)
                .requestHandler(request -> request.response().end())
                .listen(0, "localhost"))
        .actualPort();
  }

  private static EndpointOptions options(@Nullable String certificate, @Nullable String key) {
    return new EndpointOptions(
        Map.of(),
        null,
        null,
        null,
        Schedule.CLOUDINARY,
        false,
        null,
        null,
        null,
        certificate,
        key,
        false);
  }

  private static PfxOptions store(String name) {
    return new PfxOptions().setPath(folder.resolve(name).toString()).setPassword(PASSWORD);
  }

  private static void makeKey(String name, String host) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                folder.resolve(name).toString(),
                "-storepass",
                PASSWORD,
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-validity",
                "2")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  private static byte[] certificate() throws GeneralSecurityException, IOException {
    return keys().getCertificate("client").getEncoded();
  }

  private static byte[] key() throws GeneralSecurityException, IOException {
    return keys().getKey("client", PASSWORD.toCharArray()).getEncoded();
  }

  private static KeyStore keys() throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(folder.resolve("client").toFile(), PASSWORD.toCharArray());
  }

  private static String pem(String name, byte[] bytes) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + name + "-----\n" + body + "\n-----END " + name + "-----\n";
  }
}
