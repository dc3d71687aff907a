package dev.darkroom.api.inbox;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What an inbox holds, as a page without scripts that looks again by itself. Pure. */
final class InboxPage {
  /** Nothing that arrived can run or load anything. */
  static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  private InboxPage() {}

  static String of(JsonObject inbox) {
    JsonArray arrivals = inbox.getJsonArray("arrivals");
    String articles =
        IntStream.iterate(arrivals.size() - 1, at -> at >= 0, at -> at - 1)
            .mapToObj(at -> article(arrivals.getJsonObject(at)))
            .collect(Collectors.joining());
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>%1$s - inbox</title>
    <meta http-equiv="refresh" content="5">
    <meta name="viewport" content="width=device-width">
    <style>
    :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
    body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
    article { border: 1px solid #8886; border-radius: 6px; padding: .75rem 1rem; margin: 1rem 0 }
    pre { overflow-x: auto; font-size: 13px } h2 { font-size: 1rem; margin: 0 }
    .yes { color: #18794e } .no { color: #cd2b31 }
    </style></head><body>
    <h1>Inbox %1$s</h1>
    <p>POST to this address; it answers %2$s. %3$d arrived, the newest first.</p>
    %4$s
    </body></html>
    """
        .formatted(
            escaped(inbox.getString("inbox")),
            inbox.getInteger("status"),
            arrivals.size(),
            articles);
  }

  private static String article(JsonObject arrival) {
    boolean valid = arrival.getJsonObject("signature").getBoolean("valid", false);
    boolean signed = !arrival.getJsonObject("signature").getJsonArray("signatures").isEmpty();
    String headers =
        arrival.getJsonObject("headers").stream()
            .map((Map.Entry<String, Object> header) -> header.getKey() + ": " + header.getValue())
            .collect(Collectors.joining("\n"));
    return """
    <article><h2>%s <small>%s, answered %d, signature <span class="%s">%s</span></small></h2>
    <details><summary>Headers</summary><pre>%s</pre></details><pre>%s</pre></article>
    """
        .formatted(
            escaped(title(arrival)),
            escaped(arrival.getString("arrived_at")),
            arrival.getInteger("answered"),
            valid ? "yes" : "no",
            valid ? "valid" : signed ? "invalid" : "missing",
            escaped(headers),
            escaped(pretty(arrival)));
  }

  private static String title(JsonObject arrival) {
    try {
      Object type = new JsonObject(body(arrival)).getValue("notification_type");
      return type == null ? "#" + arrival.getLong("id") : String.valueOf(type);
    } catch (DecodeException | ClassCastException noJson) {
      return "#" + arrival.getLong("id");
    }
  }

  private static String pretty(JsonObject arrival) {
    try {
      return new JsonObject(body(arrival)).encodePrettily();
    } catch (DecodeException | ClassCastException noJson) {
      return body(arrival);
    }
  }

  private static String body(JsonObject arrival) {
    return arrival.getString("body", arrival.getString("body_base64", ""));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
