package dev.darkroom.faults;

import dev.darkroom.faults.Hostile.Manner;
import dev.darkroom.faults.Hostile.Visit;
import dev.darkroom.testing.Api;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

/** Rows 11, 12, 13 and 18: receivers that drip, flood, redirect and hang up. */
final class HostileRows {
  private static final int MEBIBYTE = 1024 * 1024;

  /** That much of an answer is read. */
  private static final long MOST_READ = 64 * 1024;

  /** The same with what both ends' systems take before anybody reads. */
  private static final long MOST_WRITTEN = 256 * 1024;

  private HostileRows() {}

  static List<Row> all() {
    return List.of(
        new Row(11, "slow-loris: head or body at 1 byte/s", HostileRows::drips),
        new Row(12, "endless body, 1 MB header, gzip bomb", HostileRows::floods),
        new Row(13, "redirects to itself, loopback, metadata", HostileRows::redirects),
        new Row(18, "resets before and after, keep-alive race", HostileRows::resets));
  }

  static ServerSetup once(Stage stage, Duration timeout) {
    return stage
        .setup()
        .with("DARKROOM_WEBHOOK_TIMEOUT", timeout.toMillis() + "ms")
        .with("DARKROOM_WEBHOOK_RETRIES", "1h");
  }

  private static Findings drips(Stage stage) {
    int urls = 20;
    Duration timeout = stage.lasting(20);
    try (Hostile head = Hostile.with(HostileRows::dripHead);
        Hostile body = Hostile.with(HostileRows::dripBody)) {
      ServerProcess server = stage.start(once(stage, timeout));
      for (int url = 0; url < urls; url++) {
        stage.subscribe(server, (url % 2 == 0 ? head : body).url("/" + url));
      }
      // What the first wave opens for good, as connections to the database, is no growth.
      stage.raise(server, 1);
      int first = Log.awaitAttempted(stage, urls).size();
      Measures before = Measures.of(server);
      stage.raise(server, 1);
      List<Log.Entry> log = Log.awaitAttempted(stage, 2 * urls);
      Stage.reached(
          Duration.ofSeconds(5), () -> head.lasted().size() + body.lasted().size() >= 2 * urls);
      List<Duration> lasted = new ArrayList<>(head.lasted());
      lasted.addAll(body.lasted());
      Measures after = Measures.of(server);
      long cut = log.stream().filter(one -> one.trouble().equals("timeout")).count();
      return new Findings(
              urls + " URLs, 2 events, timeout " + timeout.toSeconds() + " s",
              "all cut at the timeout +-1 s, told as timeout; no fd growth")
          .require(cut == first + urls, "only " + cut + " were told as a timeout")
          .require(lasted.size() == 2 * urls, "only " + lasted.size() + " were cut")
          .require(
              lasted.stream().allMatch(one -> isAt(timeout, one)), "cut at another time: " + lasted)
          .require(after.files() <= before.files() + 4, "open files: " + before + " " + after);
    }
  }

  private static boolean isAt(Duration timeout, Duration lasted) {
    // The writer sees the cut with its next byte, up to a second later.
    return lasted.compareTo(timeout.minusSeconds(1)) >= 0
        && lasted.compareTo(timeout.plusSeconds(2)) <= 0;
  }

  private static void dripHead(Visit visit) throws IOException {
    visit.request();
    visit.write("HTTP/1.1 200 OK\r\nX-Slow: ");
    visit.drip();
  }

  private static void dripBody(Visit visit) throws IOException {
    visit.request();
    visit.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    visit.drip();
  }

  private static Findings floods(Stage stage) throws IOException {
    int each = 5;
    byte[] bomb = bomb();
    try (Hostile endless = Hostile.with(HostileRows::endless);
        Hostile header = Hostile.with(HostileRows::hugeHeader);
        Hostile zip = Hostile.with(visit -> zipped(visit, bomb))) {
      ServerProcess server = stage.start(once(stage, Duration.ofSeconds(20)));
      stage.subscribe(server, 1);
      stage.settle(stage.raise(server, 3), List.of("/e0"));
      for (int url = 0; url < each; url++) {
        stage.subscribe(server, endless.url("/endless" + url));
        stage.subscribe(server, header.url("/header" + url));
        stage.subscribe(server, zip.url("/zip" + url));
      }
      Measures before = Measures.of(server);
      stage.raise(server, 1);
      int hostile = 3 * each;
      List<Log.Entry> log =
          Log.awaitAttempted(stage, hostile + 4).stream()
              .filter(one -> !one.url().endsWith("/e0"))
              .toList();
      boolean closed =
          Stage.reached(
              Duration.ofSeconds(2), () -> endless.lasted().size() == endless.connections());
      Measures after = Measures.of(server);
      long taken = log.stream().filter(one -> one.state().equals("delivered")).count();
      long most = endless.written() / Math.max(1, endless.connections());
      long read = (after.read() - before.read()) / hostile;
      return new Findings(
              "15 URLs, 1 event",
              "read <= 64 KiB and closed; memory flat; 200 counts, a huge header does not")
          .require(taken == 2L * each, taken + " of " + 2 * each + " were delivered")
          .require(
              log.stream()
                  .filter(one -> one.url().contains("/header"))
                  .allMatch(one -> one.trouble().equals("protocol")),
              "huge headers were told as something else")
          .require(read <= MOST_READ, "read " + read + " bytes of an answer")
          .require(most <= MOST_WRITTEN, "an endless body could write " + most + " bytes")
          .require(closed, "connections of endless bodies were left open")
          .require(
              after.kilobytes() - before.kilobytes() < 64 * 1024, "memory " + before + " " + after)
          .note(
              "the server read %d kB an answer, all else that it read included; an endless body"
                      .formatted(read / 1024)
                  + " wrote %d kB into socket buffers; memory %+d MiB"
                      .formatted(most / 1024, (after.kilobytes() - before.kilobytes()) / 1024));
    }
  }

  private static void endless(Visit visit) throws IOException {
    visit.request();
    visit.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n");
    byte[] block = new byte[16 * 1024];
    for (long sent = 0; sent < 1L << 30; sent += block.length) {
      visit.write(block);
    }
  }

  private static void hugeHeader(Visit visit) throws IOException {
    visit.request();
    visit.write("HTTP/1.1 200 OK\r\nX-Huge: " + "x".repeat(MEBIBYTE) + "\r\n\r\n");
  }

  private static void zipped(Visit visit, byte[] bomb) throws IOException {
    visit.request();
    visit.write(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n");
    visit.write(bomb);
  }

  /** 200 MiB of nothing in 200 kB. */
  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      byte[] block = new byte[MEBIBYTE];
      for (int count = 0; count < 200; count++) {
        zip.write(block);
      }
    }
    return bytes.toByteArray();
  }

  private static Findings redirects(Stage stage) {
    List<Integer> statuses = List.of(301, 302, 303, 307, 308);
    List<Hostile> open = new ArrayList<>();
    try (Hostile trap = Hostile.with(Visit::request)) {
      ServerProcess server = stage.start(once(stage, Duration.ofSeconds(5)));
      for (int status : statuses) {
        for (String to :
            List.of("/again", trap.url("/"), "http://169.254.169.254/latest/meta-data/")) {
          Hostile redirecting = Hostile.with(redirect(status, to));
          open.add(redirecting);
          stage.subscribe(server, redirecting.url("/hook"));
        }
      }
      stage.raise(server, 1);
      List<Log.Entry> log = Log.awaitAttempted(stage, open.size());
      return new Findings(
              open.size() + " URLs, 1 event", "never followed; a failure that names the Location")
          .require(trap.connections() == 0, trap.connections() + " were followed")
          .require(open.stream().allMatch(one -> one.connections() == 1), "one was asked once more")
          .require(
              log.stream().allMatch(one -> one.error().matches("status 30\\d, redirect to .+")),
              "told otherwise: " + log.stream().map(Log.Entry::error).distinct().toList());
    } finally {
      open.forEach(Hostile::close);
    }
  }

  private static Manner redirect(int status, String to) {
    return visit -> {
      visit.request();
      visit.write(
          "HTTP/1.1 " + status + " Moved\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n");
      visit.request();
    };
  }

  private static Findings resets(Stage stage) {
    int events = stage.count(300);
    Set<String> seen = ConcurrentHashMap.newKeySet();
    try (Hostile before = Hostile.with(HostileRows::resetBefore);
        Hostile after = Hostile.with(visit -> resetAfter(visit, seen));
        Hostile race = Hostile.with(HostileRows::closeOnSecond)) {
      ServerProcess server = stage.start(stage.setup());
      List<Hostile> all = List.of(before, after, race);
      for (Hostile each : all) {
        stage.subscribe(server, each.url("/hook"));
      }
      JsonObject inTurn = JsonObject.of("url", before.url("/hook"), "concurrency", 1);
      new Api(server).call("PUT", "notification_urls", inTurn).ok();
      stage.raise(server, events);
      boolean ended =
          Stage.reached(
              Duration.ofSeconds(90),
              () -> stage.number("select count(*) from delivery_log") == 3L * events);
      List<Log.Entry> log = Log.of(stage);
      long lost = log.stream().filter(one -> !one.state().equals("delivered")).count();
      Findings findings =
          new Findings(
                  "%d events to 3 URLs".formatted(events),
                  "all delivered; a reset that answers nothing: again at once, not counted (of 1k)")
              .require(ended && lost == 0, lost + " were not delivered");
      for (Hostile each : all) {
        long counted =
            log.stream()
                .filter(one -> one.url().equals(each.url("/hook")) && one.attempts() > 1)
                .count();
        findings.require(counted == 0, counted + " were counted as attempts");
      }
      return findings.note(
          "connections: %d reset before, %d after the request, %d closed between requests"
              .formatted(before.connections(), after.connections(), race.connections()));
    }
  }

  /** Every other connection is reset before a byte is read. */
  private static void resetBefore(Visit visit) throws IOException {
    if (visit.number() % 2 == 1) {
      visit.reset();
    } else {
      visit.request();
      visit.write(Visit.LAST);
    }
  }

  /** What comes for the first time is read and not answered. */
  private static void resetAfter(Visit visit, Set<String> seen) throws IOException {
    String head = String.valueOf(visit.request());
    if (seen.add(Visit.header(head, "x-darkroom-delivery", ""))) {
      visit.reset();
    } else {
      visit.write(Visit.LAST);
    }
  }

  /** Answers once, promises to keep the connection, and hangs up on the next request. */
  private static void closeOnSecond(Visit visit) throws IOException {
    visit.request();
    visit.write(Visit.OK);
    visit.request();
    visit.reset();
  }
}
