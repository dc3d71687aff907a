package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.api.EndpointScene.Answer;
import dev.darkroom.api.EndpointTable.Kind;
import dev.darkroom.api.EndpointTable.Parameter;
import dev.darkroom.api.EndpointTable.Row;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every endpoint, one bad parameter at a time in a call that is good otherwise: refused in the
 * contract's words, and nothing is changed. The good calls show that they are.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class EveryEndpointTest {
  private static final Pattern PLACE = Pattern.compile("\\(\\?<\\w+>.*?\\)(?=$|/)|:(\\w+)\\*?");
  private static final int LONGEST_QUERY = 3_000;
  private static final int LONGEST_MESSAGE = 600;
  private static final String NUL = "a\u0000b";
  private static final List<String> HOSTILE =
      List.of(EndpointTable.SQL, EndpointTable.TRAVERSAL, EndpointTable.UNICODE);

  /** Whatever is odd for these was refused before. */
  private static final Set<Kind> SETTLED = Set.of(Kind.FLAG, Kind.NUMBER, Kind.WORD);

  /** What bad calls could have changed. */
  private static final List<String> STATE =
      List.of(
          "folders",
          "folders/every",
          "upload_presets",
          "upload_mappings",
          "triggers",
          "metadata_fields",
          "metadata_rules",
          "transformations?named=true",
          "streaming_profiles",
          "notification_signatures",
          "resources/image",
          "resources/image/tags/every?context=true&metadata=true",
          "notifications?max_results=1",
          "#sub_accounts");

  private static EndpointScene scene = EndpointScene.NONE;

  @BeforeAll
  static void start() {
    scene = EndpointScene.of("every");
  }

  @Test
  @Order(1)
  void theTableIsWhole() {
    List<String> calls = scene.rows().stream().map(Row::toString).toList();
    assertEquals(
        List.of(),
        EndpointTable.routes().stream()
            .filter(
                route -> calls.stream().noneMatch(EndpointTable.pattern(route).asMatchPredicate()))
            .toList());
  }

  @Test
  @Order(2)
  void oneBadParameterIsRefusedAndChangesNothing() {
    String before = state();
    List<String> faults = new ArrayList<>();
    scene
        .rows()
        .forEach(
            row -> row.parameters().forEach(parameter -> faults.addAll(accepted(row, parameter))));
    assertEquals("", String.join("\n", faults));
    assertEquals(before, state());
  }

  /** What is not refused as it should be. */
  private static List<String> accepted(Row row, Parameter parameter) {
    List<String> faults = new ArrayList<>();
    for (Object bad : refused(row, parameter)) {
      Answer answer = scene.send(row.with(parameter.name(), bad));
      String expected = expected(parameter, bad);
      if (!answer.refuses() || !answer.message().startsWith(expected)) {
        faults.add(row + " " + parameter.name() + "=" + shown(bad) + " " + answer + expected);
      }
    }
    return faults;
  }

  /** What nobody knows is ignored. */
  @Test
  @Order(3)
  void theGoodCallsAreGood() {
    List<String> faults = new ArrayList<>();
    for (Row row : scene.rows()) {
      if (row.ends()) {
        boolean strict = row.path().equals("notification_urls");
        Answer answer = scene.send(strict ? row : row.with("nothing_like_it", "x"));
        if (answer.status() != row.status()) {
          faults.add(row + " " + answer);
        }
      }
    }
    assertEquals("", String.join("\n", faults));
  }

  /** What is merely odd may be taken, so this has a cloud of its own; it breaks nothing. */
  @Test
  @Order(4)
  void hostileValuesBreakNothing() {
    EndpointScene other = EndpointScene.of("hostile");
    List<Row> calls = new ArrayList<>();
    for (Row row : other.rows()) {
      row.parameters().stream()
          .filter(parameter -> !SETTLED.contains(parameter.kind()))
          .forEach(
              parameter -> HOSTILE.forEach(value -> calls.add(row.with(parameter.name(), value))));
    }
    EndpointTable.routes().forEach(route -> calls.addAll(hostilePaths(route)));
    List<String> faults = new ArrayList<>();
    for (Row call : calls) {
      Answer answer = other.send(call);
      if (!answer.isSound()) {
        faults.add(shown(call) + " " + shown(call.good()) + " " + answer);
      }
    }
    assertEquals("", String.join("\n", faults));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%s/image/upload/a.jpg",
        "/demo/%s/upload/a.jpg",
        "/demo/image/%s/a.jpg",
        "/demo/image/upload/s--%s--/a.jpg",
        "/demo/image/upload/%s/a.jpg",
        "/demo/image/upload/w_%s/a.jpg",
        "/demo/image/upload/t_%s/a.jpg",
        "/demo/image/upload/fl_attachment:%s/a.jpg",
        "/demo/image/upload/v1/%s",
        "/demo/image/fetch/%s",
        "/demo/image/sprite/%s.css",
        "/demo/image/list/%s.json",
        "/demo/images/%s/a.jpg",
        "/demo/iu/%s",
        "/demo/%s",
        "/%s",
        "/demo/search/%s/300/e30=",
        "/v2/%s/nothing",
        "/v1_1/%s"
      })
  @Order(5)
  void hostileDeliveriesAreRefused(String template) {
    for (String value : hostile()) {
      HttpResponse<byte[]> answer =
          Web.get(
              EndpointScene.server().prefix()
                  + template.formatted(value).replace("/demo/", "/" + scene.cloud() + "/"));
      String said =
          answer.headers().firstValue("X-Cld-Error").orElseGet(() -> Answer.of(answer).message());
      assertTrue(
          answer.statusCode() >= 400 && answer.statusCode() < 500,
          () -> template + " " + shown(value) + " " + answer.statusCode());
      assertTrue(!said.isBlank() && said.length() < LONGEST_MESSAGE, () -> template + " " + said);
    }
  }

  private static List<String> hostile() {
    return Stream.concat(HOSTILE.stream(), Stream.of(NUL, "x".repeat(LONGEST_QUERY)))
        .map(value -> Web.escaped(value).replace("+", "%20"))
        .toList();
  }

  /** One place after the other, the rest of the path as it should be. */
  private static List<Row> hostilePaths(String route) {
    List<Row> calls = new ArrayList<>();
    Matcher places = PLACE.matcher(route);
    while (places.find()) {
      String before = usual(route.substring(0, places.start()));
      String after = usual(route.substring(places.end()));
      hostile().forEach(value -> calls.add(Row.of(before + value + after)));
    }
    return calls;
  }

  private static String usual(String route) {
    return PLACE
        .matcher(route)
        .replaceAll(place ->
            switch (String.valueOf(place.group(1))) {
              case "resourceType" -> "image";
              case "null", "type" -> "upload";
              default -> "every";
            });
  }

  /** Values that are refused; an empty array for none at all. */
  private static List<Object> refused(Row row, Parameter parameter) {
    List<Object> bad = new ArrayList<>();
    for (String value : parameter.kind().refused()) {
      bad.add(row.reads() ? value.substring(0, Math.min(LONGEST_QUERY, value.length())) : value);
    }
    if (parameter.kind() == Kind.IDS) {
      bad.add(new JsonArray(Collections.nCopies(row.reads() ? 101 : 10_000, "x")));
    }
    bad.add(NUL);
    if (parameter.required()) {
      bad.add(new JsonArray());
    }
    return bad;
  }

  /** How the refusal begins. */
  private static String expected(Parameter parameter, Object bad) {
    if (bad instanceof JsonArray array && array.isEmpty()) {
      return "Missing required parameter - " + parameter.name();
    }
    if (bad.equals(NUL)) {
      return "Invalid request body - a NUL";
    }
    return switch (parameter.kind()) {
      case FLAG, NUMBER -> "Invalid value for parameter " + parameter.name() + ": ";
      default -> "";
    };
  }

  private static String state() {
    return STATE.stream()
        .map(path -> path + " " + scene.send("GET", path, new JsonObject()).text())
        .collect(Collectors.joining("\n"));
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return text.substring(0, Math.min(160, text.length())).replace("\u0000", "NUL");
  }
}
