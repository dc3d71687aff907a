package dev.darkroom.asset.upload.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documented snippets, the language around them, and what nobody should get away with. */
final class ScriptTest {
  private static final JsonObject INFO =
      new JsonObject()
          .put("width", 500)
          .put("height", 200)
          .put("format", "jpg")
          .put("faces", new JsonArray().add(new JsonArray(List.of(1, 2, 3, 4))))
          .put("predominant", new JsonObject().put("google", new JsonArray("[[\"red\",60.5]]")));

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      quoteCharacter = '~',
      textBlock =
          """
          upload_options.tags = 'a,b'                                     # {"tags":"a,b"}
          upload_options['tags'] = ["x", 'y']; // done                    # {"tags":["x","y"]}
          if (resource_info.width > 450) { upload_options["quality_analysis"] = true } # {"quality_analysis":true}
          if (resource_info.width < 450) upload_options.a = 1; else if (1 == 1) upload_options.a = 2 # {"a":2}
          upload_options.a = resource_info.faces.length                   # {"a":1}
          upload_options.a = resource_info.missing?.deeper?.still         # {"a":null}
          upload_options.a = resource_info.predominant?.google[0][0]      # {"a":"red"}
          upload_options.a = 'w' + resource_info.width + '/' + 1.5        # {"a":"w500/1.5"}
          upload_options.a = resource_info.width / resource_info.height >= 2.5 ? 'wide' : 'not' # {"a":"wide"}
          upload_options.a = ['jpg', 'png'].includes(resource_info.format) && !false # {"a":true}
          upload_options.a = null ?? 'x'; upload_options.b = 0 || 'y'      # {"a":"x","b":"y"}
          upload_options.a = 'a,b,c'.split(',').slice(1).join('-').toUpperCase() # {"a":"B-C"}
          let names = resource_info.predominant.google.map(c => c[0]); upload_options.tags = names # {"tags":["red"]}
          colors = ''; resource_info.predominant.google.forEach(c => { colors += c[0] + ',' }); upload_options.a = colors.slice(0, -1) # {"a":"red"}
          upload_options.context = {alt: 'x', 'n': -1, m: 2 * 3 % 4, deep: {a: []}} # {"context":{"alt":"x","n":-1,"m":2,"deep":{"a":[]}}}
          upload_options.a = Math.round(2.5) + Math.max(1, 7); upload_options.b = (1.005).toFixed(1) # {"a":10,"b":"1.0"}
          upload_options.a = [1, 2, 3].filter((n, at) => { if (n > 1) { return at } }) # {"a":[2,3]}
          upload_options.a = '1' == 1; upload_options.b = '1' === 1; upload_options.c = typeof [] # {"a":true,"b":false,"c":"object"}
          var s = 'a-b-c'; upload_options.a = s.replace('-', '+') + s.indexOf('b') + s.length # {"a":"a+b-c25"}
          upload_options.a = [[1], [2]].includes([1]); upload_options.b = 'x'.concat('y') # {"a":false,"b":"xy"}
          """)
  void snippets(String script, String options) {
    assertEquals(new JsonObject(options), run(script));
  }

  private static JsonObject run(String script) {
    JsonObject after =
        Script.parse(script)
            .run(Map.of("upload_options", new JsonObject(), "resource_info", INFO))
            .get("upload_options");
    return after == null ? new JsonObject() : after;
  }

  @Test
  void theAssetIsUpdated() {
    List<JsonObject> updates = new ArrayList<>();
    JsonObject event = new JsonObject().put("upload_info", INFO);
    Script.parse(
            "current_asset.update({tags: ['a', event.upload_info.format], context: {w: e?.x?.y}})")
        .run(Map.of("event", event, "e", event, "current_asset", new JsonObject()), updates::add);
    assertEquals(
        List.of(
            new JsonObject()
                .put("tags", new JsonArray().add("a").add("jpg"))
                .put("context", new JsonObject().putNull("w"))),
        updates);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      quoteCharacter = '~',
      textBlock =
          """
          while (true) {}                     # while is not supported
          for (;;) {}                         # for is not supported
          function f() {}                     # function is not supported
          new Date()                          # new is not supported
          require('fs')                       # require is not supported
          upload_options.constructor.constructor('x') # constructor is not a function
          process.exit()                      # process is not defined
          unknown.member = 1                  # unknown is not defined
          null.a                              # nothing has no member a
          upload_options.a.b.c                # nothing has no member b
          1 = 2                               # only variables and members can be assigned to
          'a                                  # a text has no end
          `${1}`                              # ${…} in a text is not supported
          a @ b                               # unexpected @
          if (1                               # ) is expected, not the end
          [1, 2                               # , is expected, not the end
          { a: }                              # unexpected :
          upload_options.f = x => x           # a function is no value
          current_asset.update({tags: 'a'})   # there is no asset yet
          current_asset.update(1)             # current_asset.update takes an object
          'a'.repeat(9)                       # repeat is not a function
          """)
  void whatIsRefused(String script, String message) {
    ScriptError error = assertThrows(ScriptError.class, () -> run(script));
    assertEquals(message, error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f = x => f(x); f(1)",
        "f = x => { f(x); f(x) }; f(1)",
        "s = 'aaaaaaaaaa'; f = x => { s = s + s; f(x) }; f(1)",
        "a = [1]; f = x => { a.push(a); f(x) }; f(1)",
        "a = []; a.push(a); upload_options.a = a",
        "upload_options.a = upload_options",
        "a = []; a.push(a); s = '' + a",
        "a = [1]; a = [a, a]; a = [a, a]; a = [a, a]; a = [a, a]; a = [a, a]; a = [a, a];"
            + " a = [a, a]; a = [a, a]; a = [a, a]; a = [a, a]; a = [a, a]; a = [a, a];"
            + " a = [a, a]; a = [a, a]; a = [a, a]; a = [a, a]; a = [a, a]; upload_options.a = a",
        "s = 'a'; l = s.split(''); l.forEach(x => l.forEach(y => l.forEach(z => l.push(x))))"
      })
  void nothingRunsOn(String script) {
    long from = System.nanoTime();
    try {
      run(script);
    } catch (ScriptError error) {
      assertTrue(error.getMessage().length() < 200);
    }
    assertTrue(System.nanoTime() - from < 3_000_000_000L, "it took too long");
  }

  @Test
  void deepNestingIsRefused() {
    for (String open : List.of("(", "[", "{a:", "-", "!", "a?", "x=>", "if(1)")) {
      assertThrows(ScriptError.class, () -> run("x = " + open.repeat(50_000)));
    }
    assertThrows(ScriptError.class, () -> run("a".repeat(20_000) + ".b".repeat(5_000)));
    run("x = " + "(".repeat(10) + "1" + ")".repeat(10));
  }

  @Test
  void longChainsDoNotOverflow() {
    String sum = "1" + "+1".repeat(9_000);
    assertThrows(ScriptError.class, () -> run("x = " + sum));
  }
}
