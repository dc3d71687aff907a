package dev.darkroom.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.SharedServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values of a deleted field: hidden at once everywhere, soon gone from the search as well. */
final class GoneFieldsTest {
  private static final String FIELD = "gone'field_1";
  private final Api api = SharedServer.api();

  @Test
  void valuesGoWithTheirField() {
    define();
    JsonObject asset = upload("one", FIELD + "=visible");
    upload("two", FIELD + "=visible");
    String listing = "resources/raw/upload?prefix=gone-field/&metadata=1";
    assertTrue(api.get(listing).ok().encode().contains("visible"));
    assertEquals(2, found());

    api.form("DELETE", "metadata_fields/gone%27field_1").ok();
    String id = asset.getString("asset_id");
    assertFalse(api.get("resources/" + id).ok().encode().contains("visible"));
    assertFalse(api.get(listing).ok().encode().contains("visible"));
    JsonObject search = search("public_id:gone-field/*");
    assertEquals(2, search.getJsonArray("resources").size());
    assertFalse(search.encode().contains("visible"));
    Await.until("nothing is found", () -> found() == 0);

    Await.until("the name is free", this::isDefined);
    assertFalse(api.get("resources/" + id).ok().encode().contains("visible"));
    upload("two", FIELD + "=again");
    assertTrue(api.get(listing).ok().encode().contains("again"));
    api.form("DELETE", "metadata_fields/gone%27field_1").ok();
  }

  private void define() {
    api.call("POST", "metadata_fields", definition()).ok();
  }

  /** The name is free as soon as nothing is left of the old values. */
  private boolean isDefined() {
    Api.Reply reply = api.call("POST", "metadata_fields", definition());
    assertTrue(reply.status() == 200 || reply.status() == 409, reply.body()::encode);
    return reply.status() == 200;
  }

  private static JsonObject definition() {
    return JsonObject.of("type", "string", "label", "Gone", "external_id", FIELD);
  }

  private JsonObject upload(String name, String metadata) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return api.upload(
            "raw", "a.txt", text, Map.of("public_id", "gone-field/" + name, "metadata", metadata))
        .ok();
  }

  private int found() {
    return search("metadata:visible AND public_id:gone-field/*").getJsonArray("resources").size();
  }

  private JsonObject search(String expression) {
    JsonObject query =
        JsonObject.of("expression", expression, "with_field", new JsonArray().add("metadata"));
    return api.call("POST", "resources/search", query).ok();
  }
}
