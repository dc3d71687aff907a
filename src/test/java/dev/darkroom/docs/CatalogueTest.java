package dev.darkroom.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.EventType;
import dev.darkroom.testing.Notifications;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue describes every type, and its examples are what it describes. */
final class CatalogueTest {
  private static final Catalogue CATALOGUE = new Catalogue();

  static Stream<EventDocument> documents() {
    return CATALOGUE.documents().stream();
  }

  @Test
  void everyTypeIsDescribedOnce() {
    Set<EventType> described = documents().map(EventDocument::type).collect(Collectors.toSet());
    assertEquals(EnumSet.complementOf(EnumSet.of(EventType.ALL)), described);
    assertEquals(29, CATALOGUE.documents().size());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void anExampleIsWhatIsDescribed(EventDocument document) {
    assertEquals(List.of(), Notifications.errors(document.example()));
    assertEquals(
        List.of(),
        Notifications.errors(Notifications.validator(CATALOGUE.schema()), document.example()));
    assertFalse(document.sentence().isBlank());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyRequiredMemberIsRequired(EventDocument document) {
    for (Object name : document.body().schema().getJsonArray("required")) {
      JsonObject without = document.example();
      without.remove(String.valueOf(name));
      without.put("notification_type", document.type().word());
      if (!name.equals("notification_type")) {
        assertFalse(Notifications.errors(without).isEmpty(), () -> "without " + name);
      }
    }
    JsonObject more = document.example().put("surprise", 1);
    assertFalse(Notifications.errors(more).isEmpty());
    assertEquals(List.of(), Notifications.errors(Notifications.validator(document.schema()), more));
  }

  @Test
  void theSchemasAreOfTheirDraft() {
    Vertx vertx = Vertx.vertx();
    try {
      JsonSchemaOptions options =
          new JsonSchemaOptions()
              .setBaseUri("https://darkroom.test/")
              .setDraft(Draft.DRAFT202012)
              .setOutputFormat(OutputFormat.Basic);
      SchemaRepository repository =
          SchemaRepository.create(options).preloadMetaSchema(vertx.fileSystem());
      var draft = repository.validator(Catalogue.DIALECT);
      documents()
          .forEach(each -> assertEquals(List.of(), Notifications.errors(draft, each.schema())));
      assertEquals(List.of(), Notifications.errors(draft, CATALOGUE.schema()));
    } finally {
      vertx.close();
    }
  }

  @Test
  void whatNothingRaisesSaysSo() {
    Set<String> silent =
        documents()
            .filter(each -> each.raisedBy().isEmpty())
            .peek(each -> assertTrue(each.sentence().contains("Never raised")))
            .map(each -> each.type().word())
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "info",
            "report",
            "invalidate_custom_cdn",
            "bulk_refresh_auto_fetch",
            "proof_status_changed"),
        silent);
  }

  @Test
  void thePageNeedsNothingFromElsewhere() {
    String page = CATALOGUE.page();
    documents().forEach(each -> assertTrue(page.contains("id=\"" + each.type().word() + "\"")));
    assertFalse(page.contains("src="));
    assertFalse(page.contains("<link"));
    assertFalse(page.contains("<script"));
    assertTrue(page.contains("prefers-color-scheme: dark"));
  }
}
