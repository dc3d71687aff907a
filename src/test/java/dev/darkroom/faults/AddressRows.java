package dev.darkroom.faults;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Row 14: every spelling of an address that nobody but the server should reach. */
final class AddressRows {
  private static final List<String> HOSTS =
      List.of(
          "127.0.0.1",
          "127.1",
          "127.0.1",
          "127.255.255.254",
          "2130706433",
          "017700000001",
          "0177.0.0.1",
          "0177.0x0.1",
          "0x7f.0.0.1",
          "0x7f000001",
          "0x7F.1",
          "0x7f.0x0.0x0.0x1",
          "0",
          "0.0.0.0",
          "0x0",
          "0.1.2.3",
          "00000000000",
          "localhost",
          "LOCALHOST",
          "localhost.",
          "127.0.0.1.",
          "[::1]",
          "[::]",
          "[0:0:0:0:0:0:0:1]",
          "[::ffff:127.0.0.1]",
          "[::ffff:7f00:1]",
          "[::127.0.0.1]",
          "[64:ff9b::127.0.0.1]",
          "[64:ff9b::7f00:1]",
          "[64:ff9b:1::7f00:1]",
          "[2002:7f00:1::]",
          "[2002:7f00:0001::1]",
          "[::ffff:0:7f00:1]",
          "[2001:0:7f00:1::]",
          "[fe80::1]",
          "[fe80::1%25lo]",
          "[fc00::1]",
          "[fd00::1]",
          "[fec0::1]",
          "[ff02::1]",
          "[100::1]",
          "[2001:db8::1]",
          "10.0.0.1",
          "10.255.255.255",
          "167772161",
          "012.1",
          "172.16.0.1",
          "172.31.255.255",
          "0xac100001",
          "192.168.0.1",
          "192.168.1",
          "3232235521",
          "169.254.169.254",
          "2852039166",
          "0xa9fea9fe",
          "0251.0376.0251.0376",
          "169.254.43518",
          "100.64.0.1",
          "192.0.0.1",
          "192.0.2.1",
          "198.18.0.1",
          "203.0.113.1",
          "224.0.0.1",
          "240.0.0.1",
          "255.255.255.255",
          "example.com@127.0.0.1",
          "127.0.0.1\\@example.com",
          "\u2460\u2461\u2466.0.0.1",
          "127.0.0.1%2eexample.com",
          "127.0.0.1#@example.com");

  private AddressRows() {}

  static List<Row> all() {
    return List.of(new Row(14, "70 spellings of forbidden addresses", AddressRows::spellings));
  }

  private static Findings spellings(Stage stage) {
    try (Hostile trap = Hostile.with(Hostile.Visit::request)) {
      ServerProcess server =
          stage.start(
              HostileRows.once(stage, Duration.ofSeconds(3))
                  .with("DARKROOM_WEBHOOK_ALLOW", "198.51.100.0/24"));
      Api api = new Api(server);
      List<String> urls =
          HOSTS.stream().map(host -> "http://" + withPort(host, trap.port()) + "/").toList();
      long created = urls.stream().filter(url -> create(api, url)).count();
      long changed =
          Stream.of("127.0.0.1", "[::1]", "0").filter(host -> change(api, host, trap)).count();
      stage.raise(server, 1);
      Stage.reached(
          Duration.ofSeconds(20),
          () ->
              stage.number("select count(*) from delivery where attempts = 0") == 0
                  && stage.number("select count(*) from delivery_log") > 0);
      List<Log.Entry> log = Log.of(stage);
      List<String> otherwise =
          log.stream()
              .filter(one -> !one.trouble().equals("forbidden") && !one.trouble().equals("dns"))
              .map(one -> one.url() + " " + one.state() + " " + one.error())
              .toList();
      return new Findings(
              urls.size() + " URLs to create, 3 to change", "0 connections; each refused with why")
          .require(trap.connections() == 0, trap.connections() + " connections")
          .require(otherwise.isEmpty(), "told otherwise: " + otherwise)
          .note(
              "%d were refused when they were set up, %d and %d changed ones when they were sent to"
                  .formatted(urls.size() - created, created, changed))
          .note("mixed DNS answers and rebinding: AddressGuardTest, with names of its own");
    }
  }

  private static String withPort(String host, int port) {
    return host.replaceFirst("(?=[#\\\\])|$", ":" + port);
  }

  private static boolean create(Api api, String url) {
    JsonObject trigger = JsonObject.of("uri", url, "event_type", "all");
    return api.call("POST", "triggers", trigger).status() == 200;
  }

  /** A URL that was harmless becomes one that is not. */
  private static boolean change(Api api, String host, Hostile trap) {
    String harmless = "http://198.51.100.7/" + host.hashCode();
    String id =
        api.call("POST", "triggers", JsonObject.of("uri", harmless, "event_type", "all"))
            .ok()
            .getString("id");
    String url = "http://" + withPort(host, trap.port()) + "/changed";
    return api.call("PUT", "triggers/" + id, JsonObject.of("new_uri", url)).status() == 200;
  }
}
