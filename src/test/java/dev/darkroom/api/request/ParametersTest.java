package dev.darkroom.api.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParametersTest {
  /** One row per spelling: how it is sent, the text, and the items joined by a bar. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      textBlock =
          """
          form # k=a                        # a    # a
          form # k%5B%5D=a&k[]=b            # a,b  # a|b
          form # k[0]=a&k[1]=b              # a,b  # a|b
          form # k=a&k=b                    # a,b  # a|b
          form # k=a+b%20c                  # a b c # a b c
          form # k=a%2Cb                    # a,b  # a,b
          form # k=                         # ''   # ''
          form # k                          # ''   # ''
          form # k[]=&k[]=b                 # b    # b
          form # other=1                    # ''   # ''
          form # k=%C3%A4                   # ä    # ä
          form # k=a=b                      # a=b  # a=b
          json # {"k":"a"}                  # a    # a
          json # {"k":["a","b"]}            # a,b  # a|b
          json # {"k":[]}                   # ''   # ''
          json # {"k":null}                 # ''   # ''
          json # {"k":[null,"b"]}           # b    # b
          json # {"k":true}                 # true # true
          json # {"k":false}                # false # false
          json # {"k":12}                   # 12   # 12
          json # {"k":1.5}                  # 1.5  # 1.5
          json # {"k[]":["a","b"]}          # a,b  # a|b
          json # {"k":{"a":1,"b":[2]}}      # {"a":1,"b":[2]} # {"a":1,"b":[2]}
          json # {"k":[{"a":1},[2]]}        # {"a":1},[2] # {"a":1}|[2]
          json # {}                         # ''   # ''
          json # ''                         # ''   # ''
          """)
  void everySpellingMeansTheSame(String kind, String body, String text, String items) {
    Parameters parameters = kind.equals("form") ? form(body) : json(body);

    assertEquals(text, parameters.text("k").orElse(""));
    assertEquals(items, String.join("|", parameters.items("k")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "nonsense",
        "[1]",
        "\"k\"",
        "12",
        "{\"k\":1} trailing",
        "{\"k\":\"\\u0000\"}",
        "{\"k\":\"\\ud800\"}",
        "{'k':1}"
      })
  void badJsonIsRefused(String body) {
    assertRefused(ErrorCode.INVALID_BODY, () -> json(body));
  }

  @Test
  void deepJsonIsRefused() {
    assertRefused(ErrorCode.INVALID_BODY, () -> json("{\"k\":" + "[".repeat(100_000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"k=%zz", "k=%", "k=%0", "k=a%00b"})
  void badFormsAreRefused(String body) {
    assertRefused(ErrorCode.INVALID_BODY, () -> form(body));
  }

  @Test
  void countIsBounded() {
    String body = "k[]=v&".repeat(ParameterSpellings.MOST_VALUES);
    assertEquals(ParameterSpellings.MOST_VALUES, form(body).items("k").size());
    assertRefused(ErrorCode.INVALID_BODY, () -> form(body + "k[]=v"));
  }

  @Test
  void queryAndBodyAreOne() {
    Parameters parameters =
        new ParameterSpellings().encoded("a=1").json(Buffer.buffer("{\"b\":2}")).collect();
    assertEquals(Set.of("a", "b"), parameters.names());
  }

  @ParameterizedTest
  @CsvSource({"true,true", "1,true", "false,false", "0,false"})
  void flags(String sent, boolean meant) {
    assertEquals(meant, form("k=" + sent).flag("k", !meant));
    assertEquals(meant, json("{\"k\":" + sent + "}").flag("k", !meant));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "TRUE", "2", "t"})
  void badFlags(String sent) {
    Refusal refusal =
        assertRefused(ErrorCode.INVALID_PARAMETER, () -> form("k=" + sent).flag("k", false));
    assertEquals("Invalid value for parameter k: " + sent, refusal.getMessage());
  }

  @Test
  void absentFlagIsTheDefault() {
    assertTrue(form("").flag("k", true));
    assertFalse(form("k=").flag("k", false));
  }

  @Test
  void lists() {
    assertEquals(List.of("a", "b c", "d"), form("k= a ,b c,,&k=d").list("k"));
    assertEquals(List.of(), form("k=,").list("k"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      textBlock =
          """
          a=1             # {a=1}
          a=1|b=2         # {a=1, b=2}
          a=x\\=y         # {a=x=y}
          a=x\\|y|b=z     # {a=x|y, b=z}
          a=x=y           # {a=x=y}
          a=              # {a=}
          a\\=b=c         # {a=b=c}
          a=x\\\\|b=c     # {a=x\\, b=c}
          a=x\\y          # {a=x\\y}
          {"a":"1","b":2} # {a=1, b=2}
          ''              # {}
          """)
  void maps(String sent, String meant) {
    assertEquals(meant, of("k", sent).map("k").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "=1", "a=1|b", "{\"a\"", "a\\=1"})
  void badMaps(String sent) {
    assertRefused(ErrorCode.INVALID_PARAMETER, () -> of("k", sent).map("k"));
  }

  @Test
  void numbers() {
    assertEquals(7, form("").number("k", 7, 1, 10));
    assertEquals(10, form("k=10").number("k", 7, 1, 10));
    for (String bad : List.of("0", "11", "x", "1.5", "-1", "99999999999999999999")) {
      assertRefused(ErrorCode.INVALID_PARAMETER, () -> form("k=" + bad).number("k", 7, 1, 10));
    }
  }

  @Test
  void requiredParametersAreMissedByName() {
    Refusal refusal = assertRefused(ErrorCode.MISSING_PARAMETER, () -> form("k=").required("k"));
    assertEquals("Missing required parameter - k", refusal.getMessage());
  }

  @Test
  void whatAsksForNothingIsNotUnsupported() {
    UnsupportedParameters unsupported = new UnsupportedParameters(Set.of("colors"));
    for (String harmless : List.of("", "false", "0", "[]", "{}")) {
      unsupported.refuse(of("colors", harmless));
    }
    Refusal refusal =
        assertRefused(
            ErrorCode.UNSUPPORTED_PARAMETER, () -> unsupported.refuse(of("colors", "true")));
    assertEquals("Parameter colors is not supported yet", refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "Basic a2V5OnNlY3JldA==, Basic[key]",
    "basic a2V5OnNlY3JldA, Basic[key]",
    "Basic a2V5Oj8_Pz8-, Basic[key]",
    "Basic a2V5Oj8/Pz8+, Basic[key]",
    "Basic a2V5, None[]",
    "Basic *, None[]",
    "Basic, None[]",
    "Bearer token, Bearer[]",
    "Digest x, None[]"
  })
  void authorizationHeaders(String header, String meant) {
    assertEquals(meant, Credentials.of(header).toString());
  }

  @Test
  void urlSafeSecretsAreTheSame() {
    assertEquals(new Credentials.Basic("key", "????>"), Credentials.of("Basic a2V5Oj8_Pz8-"));
  }

  static Parameters of(String name, String value) {
    return new ParameterSpellings().field(name, value).collect();
  }

  static Parameters of(Map<String, String> values) {
    ParameterSpellings spellings = new ParameterSpellings();
    values.forEach(spellings::field);
    return spellings.collect();
  }

  private static Parameters form(String body) {
    return new ParameterSpellings().encoded(body).collect();
  }

  private static Parameters json(String body) {
    return new ParameterSpellings().json(Buffer.buffer(body)).collect();
  }

  static Refusal assertRefused(ErrorCode code, Runnable work) {
    Refusal refusal = assertThrows(Refusal.class, work::run);
    assertEquals(code, refusal.code());
    return refusal;
  }
}
