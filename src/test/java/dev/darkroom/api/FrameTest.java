package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.testing.Await;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FrameTest {
  private static final Multipart FORM =
      new Multipart().fields(TestServer.signed(Map.of())).file("file", "a.jpg", new byte[100_000]);

  /**
   * Clients of the Upload API take any other status for a broken server, which a missing database
   * (503) is; no SDK makes the call that is answered with 410.
   */
  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyRefusalHasAStatusThatItsClientsUnderstand(ErrorCode code) {
    assertTrue(List.of(400, 401, 404, 420, 500, 503).contains(Family.UPLOAD.status(code)));
    assertTrue(
        List.of(400, 401, 403, 404, 409, 410, 420, 500, 503).contains(Family.ADMIN.status(code)));
    assertEquals(code.status(), Family.DELIVERY.status(code));
  }

  @Test
  void beyondTheBoundRequestsAreRefused() throws IOException {
    try (TestServer server = new TestServer(limits(1, Duration.ofSeconds(30)));
        RawClient stuck = halfAnUpload(server)) {
      HttpResponse<String> upload = server.post("/v1_1/demo/image/upload", FORM);
      assertEquals(420, upload.statusCode());
      assertEquals("The server is busy, try again in 1 seconds", TestServer.error(upload));
      assertEquals("1", upload.headers().firstValue("Retry-After").get());

      HttpResponse<String> delivery = server.get("/demo/image/upload/a.jpg");
      assertEquals(503, delivery.statusCode());
      assertEquals("1", delivery.headers().firstValue("Retry-After").get());
      assertTrue(delivery.headers().firstValue("X-Cld-Error").isPresent());

      assertEquals(200, server.get("/healthz").statusCode());
      assertEquals(200, server.get("/readyz").statusCode());

      stuck.send(Arrays.copyOfRange(FORM.body(), 50_000, FORM.body().length));
      assertTrue(stuck.answer().startsWith("HTTP/1.1 200"));
      server.settle();
      assertEquals(200, server.post("/v1_1/demo/image/upload", FORM).statusCode());
    }
  }

  @Test
  void aRequestThatNeverEndsIsHungUpOn() throws IOException {
    try (TestServer server = new TestServer(limits(9, Duration.ofMillis(300)));
        RawClient stuck = halfAnUpload(server)) {
      assertEquals("", stuck.answer());
      assertTrue(server.nothingStaged());
      server.settle();
      assertEquals(0, server.parts.requestsInFlight());
    }
  }

  @Test
  void aConnectionWithoutTrafficIsClosed() throws IOException {
    ApiSettings.Limits idle =
        new ApiSettings.Limits(
            1 << 20, 1 << 18, 9, 9, Duration.ofMillis(300), Duration.ofSeconds(30));
    try (TestServer server = new TestServer(idle);
        RawClient silent = new RawClient(server.port);
        RawClient stuck = halfAnUpload(server)) {
      assertEquals("", silent.answer());
      assertEquals("", stuck.answer());
      assertTrue(server.nothingStaged());
    }
  }

  @Test
  void stoppingLetsRequestsEnd() throws IOException {
    try (TestServer server = new TestServer();
        RawClient inside = halfAnUpload(server)) {
      Future<Void> stopped = server.shutDown();
      while (isServed(server)) {
        Thread.onSpinWait();
      }
      assertFalse(stopped.isComplete());
      inside.send(Arrays.copyOfRange(FORM.body(), 50_000, FORM.body().length));
      assertTrue(inside.answer().startsWith("HTTP/1.1 200"));
      Await.await(stopped);
      assertThrows(ConnectException.class, () -> new RawClient(server.port).close());
    }
  }

  private static boolean isServed(TestServer server) throws IOException {
    try (RawClient client = new RawClient(server.port)) {
      client.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
      return !client.answer().isEmpty();
    } catch (ConnectException refused) {
      return false;
    }
  }

  /** An upload whose second half has not come yet, and that the server works on. */
  private static RawClient halfAnUpload(TestServer server) throws IOException {
    RawClient client = new RawClient(server.port);
    client.send(
        "POST /v1_1/demo/image/upload HTTP/1.1\r\nHost: x\r\nContent-Type: "
            + FORM.contentType()
            + "\r\nContent-Length: "
            + FORM.body().length
            + "\r\n\r\n");
    client.send(Arrays.copyOf(FORM.body(), 50_000));
    while (server.blobs.staged() == 0) {
      Thread.onSpinWait();
    }
    return client;
  }

  private static ApiSettings.Limits limits(int requests, Duration deadline) {
    return new ApiSettings.Limits(
        1 << 20, 1 << 18, requests, 1_000, Duration.ofSeconds(20), deadline);
  }
}
