package dev.darkroom.api;

import dev.darkroom.api.admin.AccountEndpoints;
import dev.darkroom.api.admin.AnalysisEndpoints;
import dev.darkroom.api.admin.MessageEndpoints;
import dev.darkroom.api.request.BodyReader;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code every-endpoint.txt}: each endpoint called well, and which of its parameters to spoil. */
final class EndpointTable {
  static final String LONG = "x".repeat(1 << 20);
  static final String SQL = "'; drop table asset; --";
  static final String TRAVERSAL = "../../../etc/passwd";
  static final String UNICODE = "\u202e\ud83d\ude00\u0301\ufffe";
  private static final String WRONG = "nothing-like-it";
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)(!?):(\\w+)");

  private EndpointTable() {}

  /** What a parameter takes. */
  enum Kind {
    ANY,
    CLASH,
    CURSOR,
    FLAG,
    FOLDER,
    HEADER,
    ID,
    IDS,
    JSON,
    LENGTH,
    MAP,
    NAME,
    NONE,
    NUMBER,
    PLACES,
    QUERY,
    SCRIPT,
    SOURCE,
    TAGS,
    TEXT,
    TIME,
    TRANSFORMATION,
    UNKNOWN,
    URL,
    WORD;

    /** Values that are refused for it. */
    List<String> refused() {
      return switch (this) {
        case ANY, CURSOR, TIME, UNKNOWN -> List.of(WRONG);
        case CLASH -> List.of("http://127.0.0.1:9/x");
        case FLAG -> List.of(WRONG, "[[{}]]", "2");
        case FOLDER -> List.of("a/../b", LONG);
        case HEADER -> List.of("Set-Cookie");
        case ID -> List.of(TRAVERSAL, "a?b", LONG);
        case IDS, NONE, TEXT -> List.of();
        case JSON -> List.of(WRONG, "{", "[[1]]");
        case LENGTH -> List.of(LONG);
        case MAP -> List.of(WRONG, "k=" + LONG);
        case NAME -> List.of("a/b", LONG);
        case NUMBER -> List.of(WRONG, "-1", "1.5", "99999999999999999999");
        case PLACES -> List.of("1,2,3", "a,b,c,d");
        case QUERY -> List.of("(a", "*", LONG);
        case SCRIPT -> List.of("(((", LONG);
        case SOURCE -> List.of(WRONG, "ftp://127.0.0.1/x", "data:;base64,!!");
        case TAGS -> List.of("x".repeat(300));
        case TRANSFORMATION -> List.of("ab_cd", "w_-1", LONG);
        case URL -> List.of(WRONG, "file:///etc/passwd", "http://");
        case WORD -> List.of(WRONG, SQL, UNICODE, LONG);
      };
    }
  }

  record Parameter(String name, boolean required, Kind kind) {}

  /**
   * A call that is answered with that status.
   *
   * @param path behind the cloud's; {@code #} begins one of the account, {@code @} one of /v2
   */
  record Row(String method, String path, JsonObject good, int status, List<Parameter> parameters) {
    boolean reads() {
      return method.equals("GET");
    }

    /** A call without parameters: its method and its path. */
    static Row of(String call) {
      String[] words = call.split(" ", 2);
      return new Row(words[0], words[1], new JsonObject(), 200, List.of());
    }

    /** The same call with another value of one parameter. */
    Row with(String name, Object value) {
      return new Row(method, path, good.copy().put(name, value), status, parameters);
    }

    /** A stream has no end: it is never called well. */
    boolean ends() {
      return !path.endsWith("/stream");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** The rows, in the order in which the good calls work one after the other. */
  static List<Row> rows(Map<String, String> words) {
    try (InputStream in = EndpointTable.class.getResourceAsStream("/every-endpoint.txt")) {
      byte[] text = Objects.requireNonNull(in).readAllBytes();
      return new String(text, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> row(filled(line, words)))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String filled(String line, Map<String, String> words) {
    String filled = line;
    for (Map.Entry<String, String> word : words.entrySet()) {
      filled = filled.replace("{" + word.getKey() + "}", word.getValue());
    }
    return filled;
  }

  private static Row row(String line) {
    String[] columns = line.split("\\|", -1);
    String[] spoiled = columns[3].split("=", -1);
    List<Parameter> parameters = new ArrayList<>();
    Matcher parameter = PARAMETER.matcher(spoiled[0]);
    while (parameter.find()) {
      String kind = parameter.group(3).replace("long", "length").toUpperCase(Locale.ROOT);
      parameters.add(
          new Parameter(parameter.group(1), !parameter.group(2).isEmpty(), Kind.valueOf(kind)));
    }
    String good = columns[2].strip();
    return new Row(
        columns[0].strip(),
        columns[1].strip(),
        new JsonObject(good.equals("-") ? "{}" : good),
        spoiled.length > 1 ? Integer.parseInt(spoiled[1].strip()) : 200,
        parameters);
  }

  /** Methods and templates: the very lists that the router is made from, as the table writes. */
  static List<String> routes() {
    List<String> routes = new ArrayList<>();
    for (String upload : List.of("upload", "image/upload", "image/upload_chunked")) {
      routes.add("POST " + upload);
    }
    routes.add("POST delete_by_token");
    routes.add("GET resources/visual_search");
    routes.add("POST resources/visual_search");
    try (TestServer edge = new TestServer()) {
      Stream<CallGroup> groups =
          Stream.concat(UploadCalls.all(edge.parts).stream(), AdminCalls.all(edge.parts).stream());
      groups.forEach(group ->
          group.add((method, template, answer) -> routes.add(method.name() + " " + template)));
      CallRoutes second = (method, template, answer) -> routes.add(method.name() + " @" + template);
      new AnalysisEndpoints().add(second);
      new MessageEndpoints(edge.parts.bus(), edge.vertx, edge.parts.clock()).add(second);
      new AccountEndpoints(edge.parts.bus(), new BodyReader(1))
          .add((method, template, endpoint) -> routes.add(method.name() + " #" + template));
    }
    return routes;
  }

  /** A pattern of what a route takes. */
  static Pattern pattern(String route) {
    return Pattern.compile(
        route.replaceAll(":(\\w+)\\*", "(?<$1>.+)").replaceAll(":(\\w+)", "(?<$1>[^/]+)"));
  }
}
