package dev.darkroom.outbox.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PayloadTemplateTest {
  private static final String EVENT =
      """
      {"notification_type":"upload","timestamp":"2026-01-05T10:31:02+00:00","public_id":"shop/\\"cat\\" <1>",
       "bytes":1200,"tags":["a","b"],"asset_folder":"shop/cats","signature_key":"1234",
       "eager":[{"url":"u1"},{"url":"u2"}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"text":"{{event.type}}: {{asset.public_id}}"} | {"text":"upload: shop/\\"cat\\" <1>"}
          {"n":"{{asset.bytes}}","s":"{{asset.bytes}} B"} | {"n":1200,"s":"1200 B"}
          {"tags":"{{asset.tags}}"} | {"tags":["a","b"]}
          {"urls":"{{#eager}}{{url}};{{/eager}}"} | {"urls":"u1;u2;"}
          {"none":"[{{error.message}}]","null":"{{error.message}}"} | {"none":"[]","null":null}
          {"a":[1,true,null,"{{folder.name}}"],"b":{"c":"{{folder.path}}"}} | {"a":[1,true,null,"cats"],"b":{"c":"shop/cats"}}
          {"key":"{{raw.signature_key}}"} | {"key":"1234"}
          {"java":"x{{asset.public_id.class}}{{raw.class}}{{asset.tags.class.name}}"} | {"java":"x"}
          {"first":"{{eager.0.url}}"} | {"first":"u1"}
          {"if":"{{#error}}bad{{/error}}{{^asset.missing}}good{{/asset.missing}}"} | {"if":"good"}
          """)
  void makesTheBody(String template, String body) {
    assertEquals(Optional.of(body), PayloadTemplate.parse(template).render(event(EVENT)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1] | a JSON object is expected
          {"a":"{{>other}}"} | partials are not supported
          {"a":"{{=<% %>=}}"} | a tag cannot begin with =
          {"a":"{{#a}}{{#b}}{{#c}}{{/c}}{{/b}}{{/a}}"} | sections nested deeper than 2
          """)
  void refusesByName(String template, String why) {
    Refusal refusal = assertThrows(Refusal.class, () -> PayloadTemplate.parse(template));
    assertEquals(ErrorCode.INVALID_TEMPLATE, refusal.code());
    assertEquals("Invalid payload_template: " + why, refusal.getMessage());
  }

  @Test
  void refusesWhatIsNoTemplate() {
    assertThrows(Refusal.class, () -> PayloadTemplate.parse("{\"a\":\"{{#a}}\"}"));
    assertThrows(
        Refusal.class, () -> PayloadTemplate.parse("{\"a\":\"" + "x".repeat(17_000) + "\"}"));
  }

  @Test
  void theResultIsBounded() {
    JsonObject large = new JsonObject(EVENT).put("public_id", "x".repeat(300_000));
    PayloadTemplate fourTimes =
        PayloadTemplate.parse("{\"a\":\"" + "{{asset.public_id}} ".repeat(4) + "\"}");
    assertEquals(Optional.empty(), fourTimes.render(large.getMap()));
    PayloadTemplate twice =
        PayloadTemplate.parse("{\"a\":\"" + "{{asset.public_id}} ".repeat(2) + "\"}");
    assertTrue(twice.render(large.getMap()).isPresent());
  }

  @Test
  void whatItMayCostIsBounded() {
    JsonObject large = new JsonObject(EVENT).put("public_id", "x".repeat(200_000));
    JsonArray eager = new JsonArray();
    for (int i = 0; i < 2_000; i++) {
      eager.add(JsonObject.of("url", "u"));
    }
    Map<String, Object> event = event(large.put("eager", eager).encode());
    StringBuilder copies = new StringBuilder("{\"a\":1");
    for (int i = 0; i < 800; i++) {
      copies.append(",\"").append(i).append("\":\"{{raw}}\"");
    }
    assertEquals(Optional.empty(), PayloadTemplate.parse(copies + "}").render(event));
    String names = "{{nothing}}".repeat(400);
    assertEquals(
        Optional.empty(),
        PayloadTemplate.parse("{\"a\":\"{{#eager}}" + names + "{{/eager}}\"}").render(event));
    String twice = "{{#eager}}{{#raw.eager}}x{{/raw.eager}}{{/eager}}";
    assertEquals(
        Optional.empty(),
        PayloadTemplate.parse("{\"a\":\"" + twice + "\"}").render(event));
  }

  @Test
  void theOtherMapOfResourcesIsAnAssetToo() {
    String moved =
        """
        {"notification_type":"move","resources":{"a/b":{"asset_id":"1","to_asset_folder":"new"}}}
        """;
    assertEquals(
        Optional.of("{\"id\":\"a/b\",\"to\":\"new\"}"),
        PayloadTemplate.parse("{\"id\":\"{{asset.public_id}}\",\"to\":\"{{folder.path}}\"}")
            .render(event(moved)));
  }

  private static Map<String, Object> event(String json) {
    return new JsonObject(json).getMap();
  }
}
