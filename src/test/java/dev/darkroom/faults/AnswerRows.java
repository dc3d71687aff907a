package dev.darkroom.faults;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.ServerProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Rows 16 and 17: receivers that say when, and receivers that say no more. */
final class AnswerRows {
  private static final long OWN_MILLIS = 5_000;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final long SLACK_MILLIS = 2_500;

  private AnswerRows() {}

  static List<Row> all() {
    return List.of(
        new Row(16, "429 and 503 with Retry-After", AnswerRows::retryAfter),
        new Row(17, "410 Gone; failing for long", AnswerRows::gone));
  }

  private record Case(int status, String retryAfter, long expectedMillis) {}

  private static Findings retryAfter(Stage stage) {
    List<Case> cases = cases();
    List<Hostile> receivers = cases.stream().map(AnswerRows::receiver).toList();
    try {
      ServerProcess server = stage.start(stage.setup().with("DARKROOM_WEBHOOK_RETRIES", "5s,5s"));
      receivers.forEach(each -> stage.subscribe(server, each.url("/")));
      stage.raise(server, 1);
      Stage.reached(
          Duration.ofSeconds(4),
          () ->
              Log.of(stage).stream().filter(one -> !one.history().isEmpty()).count()
                  == cases.size());
      List<Log.Entry> log = Log.of(stage);
      Findings findings =
          new Findings(
              cases.size() + " answers",
              "honoured, at most an hour; past, garbage and other statuses ignored");
      for (int each = 0; each < cases.size(); each++) {
        check(cases.get(each), receivers.get(each).url("/"), log, findings);
      }
      return findings;
    } finally {
      receivers.forEach(Hostile::close);
    }
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int status : List.of(429, 503)) {
      cases.add(new Case(status, "30", 30_000));
      cases.add(new Case(status, date(40), 40_000));
      cases.add(new Case(status, date(-3_600), OWN_MILLIS));
      cases.add(new Case(status, "864000", HOUR_MILLIS));
      cases.add(new Case(status, "2", OWN_MILLIS));
      cases.add(new Case(status, "soon", OWN_MILLIS));
      cases.add(new Case(status, "-7", OWN_MILLIS));
      cases.add(new Case(status, "99999999999999999999", OWN_MILLIS));
    }
    cases.add(new Case(500, "30", OWN_MILLIS));
    return cases;
  }

  private static String date(int seconds) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(seconds));
  }

  private static Hostile receiver(Case one) {
    return Hostile.with(visit -> {
      visit.request();
      visit.write(
          "HTTP/1.1 %d Busy\r\nRetry-After: %s\r\nContent-Length: 0\r\n\r\n"
              .formatted(one.status, one.retryAfter));
      visit.request();
    });
  }

  private static void check(Case one, String url, List<Log.Entry> log, Findings findings) {
    Log.Entry entry = log.stream().filter(each -> each.url().equals(url)).findFirst().orElseThrow();
    long tried =
        entry.history().isEmpty() ? 0 : Instant.parse(entry.last().getString("at")).toEpochMilli();
    long waits = entry.dueMillis() - tried;
    boolean isDate = one.retryAfter.contains("GMT");
    // A date was written down before the server had started.
    long earliest = one.expectedMillis - (isDate && one.expectedMillis > OWN_MILLIS ? 39_000 : 10);
    findings.require(
        waits >= Math.max(earliest, OWN_MILLIS - 10) && waits <= one.expectedMillis + SLACK_MILLIS,
        "%d, Retry-After %s: next in %d ms".formatted(one.status, one.retryAfter, waits));
  }

  private static Findings gone(Stage stage) {
    ServerProcess server =
        stage.start(
            stage
                .setup()
                .with("DARKROOM_WEBHOOK_DISABLE_AFTER", "3s")
                .with("DARKROOM_WEBHOOK_RETRIES", "1s,1s,1s,1s,1s,1s,1s,1s,1s,1s"));
    String gone = stage.judge().url("/gone");
    String failing = stage.judge().url("/failing");
    stage.judge().answers(AnswerRows::unwell);
    for (String url : List.of(gone, failing, stage.judge().url("/well"))) {
      stage.subscribe(server, url);
    }
    stage.raise(server, 1);
    boolean disabled =
        Stage.reached(
            Duration.ofSeconds(30),
            () ->
                state(server, gone).equals("disabled")
                    && state(server, failing).equals("disabled"));
    boolean told =
        Stage.reached(
            Duration.ofSeconds(5),
            () -> stage.judge().arrivals(one -> one.path().equals("/well")).size() >= 3);
    List<String> during = stage.raise(server, 1);
    Stage.reached(Duration.ofSeconds(5), () -> stage.judge().hasTaken("/well", during.getFirst()));
    long sentWhileDisabled =
        stage.judge().arrivals(one -> one.subject().equals(during.getFirst())).stream()
            .filter(one -> !one.path().equals("/well"))
            .count();
    stage.judge().answers(arrival -> 200);
    for (String url : List.of(gone, failing)) {
      new Api(server)
          .call("PUT", "notification_urls", JsonObject.of("url", url, "state", "active"))
          .ok();
    }
    List<String> after = stage.raise(server, 1);
    boolean resumed =
        Stage.reached(
            Duration.ofSeconds(10),
            () -> Tally.missing(stage.judge(), after, List.of("/gone", "/failing")) == 0);
    return new Findings(
            "3 URLs, disabled after 3 s of failures",
            "disabled and told by an error event; resumes when it is made active (of 24 h)")
        .require(disabled, "not disabled: " + urls(server).encode())
        .require(told, "no error events for both")
        .require(sentWhileDisabled == 0, "sent to although disabled")
        .require(resumed, "not resumed");
  }

  private static int unwell(Arrival arrival) {
    return switch (arrival.path()) {
      case "/gone" -> 410;
      case "/failing" -> 500;
      default -> 200;
    };
  }

  private static String state(ServerProcess server, String url) {
    for (Object each : urls(server)) {
      if (each instanceof JsonObject known && url.equals(known.getString("url"))) {
        return known.getString("state", "");
      }
    }
    return "";
  }

  private static JsonArray urls(ServerProcess server) {
    return new Api(server).get("notification_urls").ok().getJsonArray("notification_urls");
  }
}
