package dev.darkroom.outbox.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventFilterTest {
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final String EVENT =
      """
      {"notification_type":"upload","public_id":"shop/cat","bytes":1200,"tags":["a","b"],
       "resource_type":"image","width":400,"context":{"custom":{"alt":"Grüße"}},"placeholder":false,
       "resources":[{"public_id":"x","bytes":5},{"public_id":"y","bytes":9}],
       "notification_context":{"triggered_by":{"source":"ui","id":"a@b.example"}}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"==":[{"var":"notification_type"},"upload"]} | true
          {"==":[{"var":"notification_type"},"delete"]} | false
          {"!=":[{"var":"notification_context.triggered_by.source"},"ui"]} | false
          {">":[{"var":"bytes"},1000]} | true
          {"<":[100,{"var":"width"},300]} | false
          {"in":["a",{"var":"tags"}]} | true
          {"in":["shop/",{"var":"public_id"}]} | true
          {"and":[{"==":[{"var":"resource_type"},"image"]},{"!":{"var":"placeholder"}}]} | true
          {"or":[{"var":"missing"},false]} | false
          {"==":[{"var":"context.custom.alt"},"Grüße"]} | true
          {"missing":["bytes","nothing"]} | true
          {"!":{"missing":["bytes"]}} | true
          {"some":[{"var":"resources"},{">":[{"var":"bytes"},8]}]} | true
          {"all":[{"var":"resources"},{">":[{"var":"bytes"},8]}]} | false
          {"none":[{"var":"resources"},{">":[{"var":"bytes"},80]}]} | true
          {">":[{"reduce":[{"var":"resources"},{"+":[{"var":"accumulator"},{"var":"current.bytes"}]},0]},13]} | true
          {"==":[{"substr":[{"var":"public_id"},0,5]},"shop/"]} | true
          {"var":["nothing",true]} | true
          {"if":[{"var":"placeholder"},false,true]} | true
          {"==":[{"%":[{"var":"bytes"},7]},3]} | true
          {"==":[{"var":"resources.1.public_id"},"y"]} | true
          {"==":[{"var":"resources.7.public_id"},"y"]} | false
          {"==":[{"var":["resources.7.public_id","z"]},"z"]} | true
          {"some":[{"var":"resources"},{"some":[{"merge":[{"var":"public_id"},"z"]},{"==":[{"var":""},"y"]}]}]} | true
          {"none":[{"map":[{"filter":[{"var":"resources"},{"<":[{"var":"bytes"},8]}]},{"var":"public_id"}]},{"==":[{"var":""},"y"]}]} | true
          {"==":[{"cat":[{"var":"resource_type"},"/",{"var":"bytes"}]},"image/1200"]} | true
          {"==":[{"var":"tags.1"},"b"]} | true
          {"in":["z",{"var":"nothing"}]} | false
          {"!":{"missing_some":[1,["nothing","bytes"]]}} | true
          """)
  void decides(String rule, boolean passes) {
    assertEquals(passes, EventFilter.parse(rule).passes(event()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1] | a JSON object is expected
          nonsense | a JSON object is expected
          {"drop table":[1]} | unknown operator drop table
          {"log":["x"]} | unknown operator log
          {"method":[1,"toString"]} | unknown operator method
          {"==":[1,1],"!=":[1,2]} | an object must have one operator as its only member
          {"==":[{},1]} | an object must have one operator as its only member
          """)
  void refusesWhatIsUnknownOrCouldGrow(String rule, String why) {
    Refusal refusal = assertThrows(Refusal.class, () -> EventFilter.parse(rule));
    assertEquals(ErrorCode.INVALID_FILTER, refusal.code());
    assertEquals("Invalid filter: " + why, refusal.getMessage());
  }

  @Test
  void boundsLengthDepthAndOperators() {
    assertThrows(
        Refusal.class, () -> EventFilter.parse("{\"==\":[\"" + "x".repeat(17_000) + "\",1]}"));
    assertThrows(
        Refusal.class, () -> EventFilter.parse("{\"!\":".repeat(30) + "1" + "}".repeat(30)));
    assertThrows(
        Refusal.class, () -> EventFilter.parse("{\"!\":".repeat(3_000) + "1" + "}".repeat(3_000)));
    String numbers = "{\"in\":[1,[" + "1,".repeat(1_000) + "1]]}";
    assertThrows(Refusal.class, () -> EventFilter.parse(numbers));
    String many = "{\"or\":[" + "{\"var\":\"a\"},".repeat(120) + "1]}";
    assertThrows(Refusal.class, () -> EventFilter.parse(many));
  }

  @Test
  void whatCannotBeDecidedPasses() {
    assertTrue(EventFilter.parse("{\"filter\":[{\"var\":\"bytes\"},1]}").passes(event()));
    assertTrue(EventFilter.parse("{\"substr\":[1]}").passes(event()));
  }

  /** Each would take seconds; what cannot be decided passes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"!":{"map":[@,{"map":[@,{"map":[@,{"var":""}]}]}]}}\
        """,
        """
        {"!":{"reduce":[@,{"reduce":[@,{"+":[{"var":"accumulator"},1]},0]},0]}}\
        """,
        """
        {"!":{"reduce":[@,{"cat":[{"var":"accumulator"},{"var":"accumulator"}]},"xx"]}}\
        """,
        """
        {"!":{"reduce":[@,{"merge":[{"var":"accumulator"},{"var":"accumulator"}]},[1,2]]}}\
        """,
        """
        {"in":[{"var":"sought"},{"var":"long"}]}\
        """,
        """
        {"or":[^false]}\
        """,
        """
        {"and":[%false]}\
        """,
        """
        {"!":{"filter":[@,{"filter":[@,{"or":[#false]}]}]}}\
        """
      })
  void theWorstIsStoppedSoon(String rule) {
    JsonArray numbers = new JsonArray();
    for (int i = 0; i < 200; i++) {
      numbers.add(i);
    }
    String list = numbers.encode();
    EventFilter filter =
        EventFilter.parse(
            rule.replaceFirst("@", list)
                .replaceFirst("@", list)
                .replaceFirst("@", list)
                .replace("#", "{\"var\":\"\"},".repeat(30))
                .replace("^", "{\"in\":[\"aab\",{\"var\":\"long\"}]},".repeat(30))
                .replace("%", "{\"missing\":[\"x\"]},".repeat(30)));
    Map<String, Object> large = event();
    large.put("sought", "a".repeat(50_000) + "b");
    large.put("long", "a".repeat(100_000));
    for (int i = 0; i < 2_000; i++) {
      large.put("member" + i, i);
    }
    assertTrue(filter.passes(large));
    long quickest = Long.MAX_VALUE;
    for (int round = 0; round < 30; round++) {
      long begun = CPU.getCurrentThreadCpuTime();
      filter.passes(large);
      quickest = Math.min(quickest, CPU.getCurrentThreadCpuTime() - begun);
    }
    assertTrue(quickest < 20_000_000, rule + " took " + quickest + " ns");
  }

  private static Map<String, Object> event() {
    return new JsonObject(EVENT).getMap();
  }
}
