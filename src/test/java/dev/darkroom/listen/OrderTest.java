package dev.darkroom.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may stand on the command line of {@code listen}, and the events that it reads. */
final class OrderTest {
  private static final String URL = "cloudinary://key:s%2Fcret@demo";

  @Test
  void thePrefixSaysWhichServer() {
    Order order =
        Order.of(
            List.of("--forward-to", "http://localhost:3000/hook", "--events", "upload,eager"),
            Map.of("CLOUDINARY_URL", URL + "?upload_prefix=http%3A%2F%2F127.0.0.1%3A9000/"));
    assertEquals("http://127.0.0.1:9000/v1_1/demo/notifications/stream", order.stream().toString());
    assertEquals("Basic a2V5OnMvY3JldA==", order.authorization());
    assertEquals("upload,eager", order.events());
    assertFalse(order.toString().contains("cret"));
  }

  @Test
  void withoutPrefixItIsTheOneOnThisMachine() {
    Order order =
        Order.of(List.of("--forward-to", "http://localhost:3000"), Map.of("CLOUDINARY_URL", URL));
    assertTrue(order.stream().toString().startsWith("http://localhost:8080/v1_1/demo/"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', --forward-to is missing",
    "--forward-to, --forward-to needs a value",
    "--forward-to ftp://x, '--forward-to must be an http or https URL, not ''ftp://x'''",
    "--forward-to http://x --since yesterday, '--since must be an ISO time, not ''yesterday'''",
    "--colour red, unknown option --colour"
  })
  void wrongUseIsToldInASentence(String line, String message) {
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
    Map<String, String> environment = Map.of("CLOUDINARY_URL", URL);
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> Order.of(words, environment));
    assertEquals(message, wrong.getMessage());
  }

  @Test
  void anAddressWithoutSecretIsRefused() {
    List<String> words = List.of("--forward-to", "http://localhost:3000");
    assertThrows(IllegalArgumentException.class, () -> Order.of(words, Map.of()));
  }

  @Test
  void eventsAreReadAndPositionsAreTold() {
    List<String> positions = new ArrayList<>();
    var lines =
        List.of(
                "retry: 1000",
                "id: 1-0",
                "",
                ": alive",
                "",
                "id: 1-1",
                "event: upload",
                "data: {\"a\":1}",
                "",
                "id: 1-2",
                "data: cut")
            .iterator();
    assertEquals(
        new ServerEvent("1-1", "upload", "{\"a\":1}"),
        ServerEvent.next(lines, positions::add).orElseThrow());
    assertEquals(List.of("1-0"), positions);
    assertTrue(ServerEvent.next(lines, positions::add).isEmpty());
  }
}
