package dev.darkroom.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One row per thing that may be said about a value. */
final class MetadataChangeTest {
  private static final List<Field> FIELDS =
      List.of(
          field(
              """
              {"type":"string","external_id":"sku","label":"SKU",
               "validation":{"type":"strlen","min":2,"max":4}}\
              """),
          field(
              """
              {"type":"integer","external_id":"stock","label":"Stock","validation":{"type":"and",
               "rules":[{"type":"greater_than","value":0,"equals":true},
                        {"type":"less_than","value":100}]}}\
              """),
          field(
              """
              {"type":"date","external_id":"since","label":"Since",
               "validation":{"type":"greater_than","value":"2020-01-01"}}\
              """),
          field(
              """
              {"type":"enum","external_id":"colour","label":"Colour","datasource":{"values":[
               {"external_id":"r","value":"Red"},{"external_id":"g","value":"Green"},
               {"external_id":"old","value":"Old","state":"inactive"}]}}\
              """),
          field(
              """
              {"type":"set","external_id":"sizes","label":"Sizes","datasource":{"values":[
               {"external_id":"s","value":"S"},{"external_id":"m","value":"M"},
               {"external_id":"l","value":"L"}]}}\
              """),
          field(
              """
              {"type":"string","external_id":"code","label":"Code",
               "validation":{"type":"regex","pattern":"(a+)+b"}}\
              """),
          field(
              """
              {"type":"integer","external_id":"prime","label":"Prime",
               "validation":{"type":"in","values":[2,3,5]}}\
              """));

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      textBlock =
          """
          sku # ab             # {"sku":"ab"}
          sku # äöüß           # {"sku":"äöüß"}
          sku # a              # sku must have at least 2 characters
          sku # abcde          # sku must have at most 4 characters
          stock # 0            # {"stock":0}
          stock # 99           # {"stock":99}
          stock # 100          # stock must be less than 100
          stock # -1           # stock must be greater than or equal to 0
          stock # 1.5          # stock must be a whole number
          stock # many         # stock must be a whole number
          stock # 99999999999999999999 # stock must be a whole number
          since # 2020-01-02   # {"since":"2020-01-02"}
          since # 2020-01-01   # since must be greater than 2020-01-01
          since # 2021-02-30   # since must be a date as 2026-01-31
          since # 01.02.2021   # since must be a date as 2026-01-31
          colour # r           # {"colour":"r"}
          colour # Red         # colour has no value Red
          colour # old         # colour has no value old
          sizes # ["s","m","s"] # {"sizes":["s","m"]}
          sizes # s,l          # {"sizes":["s","l"]}
          sizes # ["s","xxl"]  # sizes has no value xxl
          sizes # ["s"         # sizes must be a list of at most 3000 values
          code # aab           # {"code":"aab"}
          code # aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac # code must match (a+)+b
          prime # 3            # {"prime":3}
          prime # 4            # prime must be one of [2,3,5]
          """)
  void everyTypeAndValidation(String field, String text, String outcome) {
    if (outcome.startsWith("{")) {
      assertEquals(outcome, change("{}", Map.of(field, text)));
    } else {
      assertEquals("Metadata field " + outcome, refusal("{}", Map.of(field, text)));
    }
  }

  @Test
  void changesAreMergedAndClearedAndOrdered() {
    assertEquals(
        "{\"sku\":\"ab\",\"stock\":2}",
        change("{\"stock\":1,\"colour\":\"r\"}", sent("stock", "2", "sku", "ab", "colour", "")));
    assertEquals("{}", change("{\"sizes\":[\"s\"]}", Map.of("sizes", "[]")));
  }

  @Test
  void unknownFieldsAreRefusedTogetherAndForgottenWhenStored() {
    Refusal refusal =
        assertThrows(Refusal.class, () -> change("{}", sent("sku", "ab", "x", "1", "y", "2")));
    assertEquals(ErrorCode.UNKNOWN_METADATA, refusal.code());
    assertEquals("Metadata External IDs do not exist: [\"x\",\"y\"]", refusal.getMessage());
    assertEquals("{\"sku\":\"ab\"}", change("{\"gone\":\"1\"}", Map.of("sku", "ab")));
  }

  @Test
  void everyFaultIsTold() {
    assertEquals(
        "Metadata field sku must have at least 2 characters; Metadata field stock must be a whole"
            + " number",
        refusal("{}", sent("sku", "a", "stock", "x")));
  }

  @Test
  void invalidValuesThatAreThereAreRefusedOrCleared() {
    String current = "{\"sku\":\"much too long\",\"colour\":\"old\",\"stock\":5}";
    assertEquals(
        "Metadata field sku must have at most 4 characters",
        refusal(current, Map.of("stock", "6")));
    assertEquals("{\"stock\":6}", apply(List.of(), current, Map.of("stock", "6"), true, false));
    assertEquals(
        "{\"stock\":6,\"colour\":\"old\"}",
        change("{\"colour\":\"old\",\"stock\":5}", Map.of("stock", "6")));
  }

  @Test
  void defaultsAndMandatoryFieldsOfNewAssets() {
    List<Field> fields =
        List.of(
            field("{\"type\":\"string\",\"external_id\":\"a\",\"label\":\"A\",\"mandatory\":true}"),
            field(
                "{\"type\":\"integer\",\"external_id\":\"b\",\"label\":\"B\",\"default_value\":7}"));
    assertEquals("{\"a\":\"x\",\"b\":7}", create(fields, Map.of("a", "x")));
    assertEquals("{\"a\":\"x\",\"b\":8}", create(fields, sent("a", "x", "b", "8")));
    assertEquals("{\"a\":\"x\"}", create(fields, sent("a", "x", "b", "")));
    assertEquals(
        "Metadata field a is mandatory",
        assertThrows(Refusal.class, () -> create(fields, Map.of())).getMessage());
    assertThrows(Refusal.class, () -> create(fields, Map.of("a", "")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      textBlock =
          """
          {"set_mandatory":true}                                   # {"stock":1} # {"stock":1}
          {"set_mandatory":true}                                   # {"stock":1,"colour":"r"} # Metadata field sku is mandatory
          {"apply_value":{"value":"auto","mode":"default"}}        # {"stock":1,"colour":"r"} # {"sku":"auto","stock":1,"colour":"r"}
          {"apply_value":{"value":"auto","mode":"default"}}        # {"sku":"own","colour":"r"} # {"sku":"own","colour":"r"}
          {"enable":false}                                         # {"sku":"own","colour":"r"} # Metadata field sku is disabled
          {"enable":false}                                         # {"sku":"own","colour":"g"} # {"sku":"own","colour":"g"}
          """)
  void rulesOnAText(String result, String values, String outcome) {
    Rule rule = rule("sku", "{\"metadata_field_id\":\"colour\",\"equals\":\"r\"}", result);
    assertOutcome(rule, values, outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      textBlock =
          """
          {"activate_values":{"external_ids":["s"],"mode":"override"}} # {"colour":"r","sizes":["s"]} # {"colour":"r","sizes":["s"]}
          {"activate_values":{"external_ids":["s"],"mode":"override"}} # {"colour":"r","sizes":["s","m"]} # Metadata field sizes has no value m
          {"activate_values":"all"}                                    # {"colour":"r","sizes":["s","m"]} # {"colour":"r","sizes":["s","m"]}
          {"apply_value":{"value":["m"],"mode":"append"}}              # {"colour":"r","sizes":["s"]} # {"colour":"r","sizes":["s","m"]}
          {"apply_value":{"value":["m"],"mode":"append"}}              # {"colour":"g","sizes":["s"]} # {"colour":"g","sizes":["s"]}
          """)
  void rulesOnASet(String result, String values, String outcome) {
    Rule rule =
        rule(
            "sizes",
            """
            {"and":[{"metadata_field_id":"colour","populated":true},
                    {"or":[{"metadata_field_id":"colour","includes":["r"]},
                           {"metadata_field_id":"stock","equals":5}]}]}\
            """,
            result);
    assertOutcome(rule, values, outcome);
  }

  @Test
  void fieldsThatAreDisabledUntilARuleEnablesThem() {
    List<Field> fields = new ArrayList<>(FIELDS);
    fields.add(
        field(
            "{\"type\":\"string\",\"external_id\":\"note\",\"label\":\"Note\","
                + "\"default_disabled\":true,\"default_value\":\"n\"}"));
    Rule rule =
        rule("note", "{\"metadata_field_id\":\"colour\",\"populated\":true}", "{\"enable\":true}");
    assertEquals(
        "{\"colour\":\"r\",\"note\":\"x\"}",
        apply(fields, List.of(rule), sent("colour", "r", "note", "x")));
    assertThrows(Refusal.class, () -> apply(fields, List.of(rule), Map.of("note", "x")));
    assertEquals("{}", create(fields, Map.of()));
  }

  @Test
  void dynamicListsGrow() {
    Field dynamic =
        field(
            "{\"type\":\"set\",\"external_id\":\"d\",\"label\":\"D\","
                + "\"allow_dynamic_list_values\":true}");
    MetadataChange.Outcome outcome =
        MetadataChange.apply(
            List.of(dynamic),
            List.of(),
            new MetadataChange.Request(Map.of(), Map.of("d", "new,newer"), false, false));
    assertEquals("{\"d\":[\"new\",\"newer\"]}", outcome.values().encode());
    assertEquals(Map.of("d", List.of("new", "newer")), outcome.added());
  }

  private static void assertOutcome(Rule rule, String values, String outcome) {
    Map<String, String> sent = new LinkedHashMap<>();
    new JsonObject(values)
        .forEach(each -> sent.put(each.getKey(), String.valueOf(each.getValue())));
    try {
      assertEquals(outcome, apply(List.of(rule), "{}", sent, false, true));
    } catch (Refusal refused) {
      assertEquals(outcome, refused.getMessage());
    }
  }

  private static Map<String, String> sent(String... pairs) {
    Map<String, String> sent = new LinkedHashMap<>();
    for (int at = 0; at < pairs.length; at += 2) {
      sent.put(pairs[at], pairs[at + 1]);
    }
    return sent;
  }

  private static String change(String current, Map<String, String> sent) {
    return apply(List.of(), current, sent, false, false);
  }

  private static String refusal(String current, Map<String, String> sent) {
    return assertThrows(Refusal.class, () -> change(current, sent)).getMessage();
  }

  private static String create(List<Field> fields, Map<String, String> sent) {
    return MetadataChange.apply(
            fields, List.of(), new MetadataChange.Request(Map.of(), sent, false, true))
        .values()
        .encode();
  }

  private static String apply(List<Field> fields, List<Rule> rules, Map<String, String> sent) {
    return MetadataChange.apply(
            fields, rules, new MetadataChange.Request(Map.of(), sent, false, false))
        .values()
        .encode();
  }

  private static String apply(
      List<Rule> rules, String current, Map<String, String> sent, boolean clear, boolean create) {
    return MetadataChange.apply(
            FIELDS,
            rules,
            new MetadataChange.Request(AssetMetadata.members(current), sent, clear, create))
        .values()
        .encode();
  }

  private static Field field(String json) {
    return Field.parse(new JsonObject(json));
  }

  private static Rule rule(String field, String condition, String result) {
    return Rule.parse(
        new JsonObject()
            .put("metadata_field_id", field)
            .put("name", "rule")
            .put("condition", new JsonObject(condition))
            .put("result", new JsonObject(result)));
  }
}
