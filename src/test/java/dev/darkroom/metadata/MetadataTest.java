package dev.darkroom.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.SharedServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fields, data sources and rules over HTTP on a real server. */
final class MetadataTest {
  private final Api api = SharedServer.api();

  @Test
  void lifeOfAField() {
    JsonObject given =
        new JsonObject(
            """
            {"type":"integer","label":"Meta int","external_id":"meta_int","default_value":5,
             "validation":{"type":"less_than","value":10,"equals":true},"mandatory":false,
             "restrictions":{"readonly_ui":true}}\
            """);
    JsonObject field = api.call("POST", "metadata_fields", given).ok();
    assertEquals(
        new JsonObject(
            """
            {"type":"integer","external_id":"meta_int","label":"Meta int","mandatory":false,
             "default_value":5,"validation":{"type":"less_than","value":10,"equals":true},
             "restrictions":{"readonly_ui":true},"default_disabled":false}\
            """),
        field);
    Api.Reply again = api.call("POST", "metadata_fields", given);
    assertEquals(409, again.status());
    assertEquals("external id meta_int already exists", again.error());
    assertEquals(
        "Renamed",
        api.call("PUT", "metadata_fields/meta_int", JsonObject.of("label", "Renamed"))
            .ok()
            .getString("label"));
    assertEquals(
        400, api.call("PUT", "metadata_fields/meta_int", JsonObject.of("type", "string")).status());
    assertEquals(
        400,
        api.call("PUT", "metadata_fields/meta_int", JsonObject.of("default_value", 11)).status());
    JsonObject cleared =
        api.call("PUT", "metadata_fields/meta_int", JsonObject.of("default_value", "")).ok();
    assertTrue(cleared.containsKey("default_value"));
    assertEquals(null, cleared.getValue("default_value"));
    assertEquals(
        field.put("label", "Renamed").putNull("default_value"),
        api.get("metadata_fields/meta_int").ok());
    assertEquals("ok", api.form("DELETE", "metadata_fields/meta_int").ok().getString("message"));
    assertEquals(404, api.get("metadata_fields/meta_int").status());
  }

  @Test
  void dataSources() {
    JsonObject set =
        new JsonObject(
            """
            {"type":"set","label":"Meta set","external_id":"meta_set","default_value":["b"],
             "datasource":{"values":[{"external_id":"b","value":"Beta"},
                                     {"external_id":"a","value":"Alpha"},{"value":"Gamma"}]}}\
            """);
    JsonObject field = api.call("POST", "metadata_fields", set).ok();
    assertEquals(new JsonArray().add("b"), field.getJsonArray("default_value"));
    assertEquals("Beta|Alpha|Gamma", values(field.getJsonObject("datasource")));
    JsonObject merged =
        api.call(
                "PUT",
                "metadata_fields/meta_set/datasource",
                new JsonObject(
                    """
                    {"values":[{"external_id":"a","value":"Alef"},
                               {"external_id":"d","value":"Delta"}]}\
                    """))
            .ok();
    assertEquals("Beta|Alef|Gamma|Delta", values(merged));
    JsonObject ids = JsonObject.of("external_ids", new JsonArray().add("a").add("d"));
    assertEquals(
        "Beta|Gamma", values(api.call("DELETE", "metadata_fields/meta_set/datasource", ids).ok()));
    assertEquals(
        404,
        api.call(
                "POST",
                "metadata_fields/meta_set/datasource_restore",
                JsonObject.of("external_ids", new JsonArray().add("nobody")))
            .status());
    assertEquals(
        "Beta|Alef|Gamma|Delta",
        values(api.call("POST", "metadata_fields/meta_set/datasource_restore", ids).ok()));
    JsonObject order = JsonObject.of("order_by", "value", "direction", "desc");
    assertEquals(
        "Gamma|Delta|Beta|Alef",
        values(api.call("POST", "metadata_fields/meta_set/datasource/order", order).ok()));
    assertEquals(
        "Delta|Beta",
        values(api.get("metadata_fields/meta_set/datasource?term=e").ok()).replace("|Alef", ""));
    assertTrue(api.get("metadata_fields/datasource?term=gamm").ok().encode().contains("meta_set"));
    api.form("DELETE", "metadata_fields/meta_set").ok();
  }

  @Test
  void fieldsAreOrdered() {
    for (String id : List.of("meta_o2", "meta_o1", "meta_o3")) {
      api.post("metadata_fields", "type", "string", "label", id, "external_id", id).ok();
    }
    assertEquals("meta_o1,meta_o2,meta_o3", ordered("label", "asc"));
    assertEquals("meta_o3,meta_o2,meta_o1", ordered("external_id", "desc"));
    assertEquals("meta_o2,meta_o1,meta_o3", ordered("created_at", "asc"));
    List.of("meta_o2", "meta_o1", "meta_o3")
        .forEach(id -> api.form("DELETE", "metadata_fields/" + id).ok());
  }

  @Test
  void lifeOfARule() {
    api.post("metadata_fields", "type", "string", "label", "R", "external_id", "meta_r").ok();
    JsonObject rule =
        api.call(
                "POST",
                "metadata_rules",
                new JsonObject(
                    """
                    {"metadata_field_id":"meta_r","name":"a rule",
                     "condition":{"metadata_field_id":"meta_r","populated":true},
                     "result":{"set_mandatory":true,"activate_values":"all"}}\
                    """))
            .ok();
    String id = rule.getString("external_id");
    assertTrue(rule.getString("condition_signature").matches("[0-9a-f]{32}"));
    assertEquals("active", rule.getString("state"));
    assertEquals("all", rule.getJsonObject("result").getString("activate_values"));
    JsonObject changed =
        api.call("PUT", "metadata_rules/" + id, JsonObject.of("state", "inactive")).ok();
    assertEquals("inactive", changed.getString("state"));
    assertEquals("a rule", changed.getString("name"));
    assertTrue(api.get("metadata_rules").ok().encode().contains(id));
    api.form("DELETE", "metadata_rules/" + id).ok();
    assertTrue(!api.get("metadata_rules").ok().encode().contains(id));
    api.form("DELETE", "metadata_fields/meta_r").ok();
  }

  private String ordered(String by, String direction) {
    JsonObject body = JsonObject.of("order_by", by, "direction", direction);
    List<String> ids = new ArrayList<>();
    for (Object field :
        api.call("PUT", "metadata_fields/order", body).ok().getJsonArray("metadata_fields")) {
      ids.add(((JsonObject) field).getString("external_id"));
    }
    return String.join(",", ids.stream().filter(id -> id.startsWith("meta_o")).toList());
  }

  private static String values(JsonObject dataSource) {
    List<String> values = new ArrayList<>();
    dataSource
        .getJsonArray("values")
        .forEach(entry -> values.add(((JsonObject) entry).getString("value")));
    return String.join("|", values);
  }
}
