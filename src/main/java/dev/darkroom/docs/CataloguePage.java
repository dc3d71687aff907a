package dev.darkroom.docs;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The catalogue as one page of HTML that needs nothing from elsewhere. Pure. */
record CataloguePage(List<EventDocument> documents) {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Webhooks of Darkroom</title>
      <style>
      :root { color-scheme: light dark; --ink: #1c1b1a; --soft: #66625d; --line: #e2ddd6;
        --page: #fdfcfa; --card: #f5f2ed; --accent: #a03d1c }
      @media (prefers-color-scheme: dark) { :root { --ink: #ece8e2; --soft: #a29c93;
        --line: #38342f; --page: #171513; --card: #211e1b; --accent: #f2976f } }
      * { box-sizing: border-box }
      body { margin: 0; background: var(--page); color: var(--ink);
        font: 16px/1.55 system-ui, sans-serif }
      .frame { display: grid; grid-template-columns: 17rem minmax(0, 52rem); gap: 3rem;
        max-width: 76rem; margin: 0 auto; padding: 0 1.5rem }
      nav { position: sticky; top: 0; max-height: 100vh; overflow: auto; padding: 2.5rem 0;
        font-size: .875rem }
      nav a { display: block; padding: .15rem 0; color: var(--soft); text-decoration: none }
      nav a:hover, main a { color: var(--accent) }
      main { padding: 2.5rem 0 5rem }
      h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .75rem }
      h2 { font: 600 1.15rem/1.3 ui-monospace, monospace; margin: 0 0 .5rem }
      h2 a { color: inherit; text-decoration: none }
      section { border-top: 1px solid var(--line); padding: 2rem 0; scroll-margin-top: 1rem }
      code, pre { font: .8125rem/1.5 ui-monospace, monospace }
      pre { background: var(--card); border: 1px solid var(--line); border-radius: 6px;
        padding: 1rem; overflow: auto; max-height: 34rem }
      table { width: 100%; border-collapse: collapse; font-size: .875rem; margin: 1rem 0 }
      th { text-align: left; font-weight: 500; color: var(--soft) }
      th, td { padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line);
        vertical-align: top; overflow-wrap: anywhere }
      th:first-child { width: 38% } th:nth-child(2) { width: 24% }
      ul { padding-left: 1.2rem } li { overflow-wrap: anywhere } .soft { color: var(--soft) }
      @media (max-width: 60rem) { .frame { display: block } nav { position: static;
        max-height: none; columns: 2; padding-bottom: 0 } }
      @media print { nav { display: none } .frame { display: block } pre { max-height: none } }
      </style>
      </head>
      <body><div class="frame">
      """;
  private static final String INTRODUCTION =
      """
      <h1>Webhooks</h1>
      <p>A notification is one POST with a JSON body, signed in <code>X-Cld-Signature</code>. Answer
      200 within 20 seconds, or it comes again. It may come more than once, and in any order.
      Accept members that are not listed here.</p>
      <p>Subscribe with <code>POST /v1_1/:cloud/triggers</code>: <code>uri</code> and
      <code>event_type</code>, which is a type below, or <code>all</code>. These schemas (JSON
      Schema, draft 2020-12) for machines:
      <a href="/docs/webhooks.json">any notification</a>, or the link behind each type.</p>
      """;

  String html() {
    StringBuilder html = new StringBuilder(HEAD).append("<nav>");
    for (EventDocument document : documents) {
      String word = document.type().word();
      html.append("<a href=\"#").append(word).append("\">").append(word).append("</a>");
    }
    html.append("</nav><main>").append(INTRODUCTION);
    documents.forEach(document -> section(html, document));
    return html.append("</main></div></body></html>\n").toString();
  }

  private static void section(StringBuilder html, EventDocument document) {
    String word = document.type().word();
    html.append("<section id=\"" + word + "\"><h2><a href=\"#" + word + "\">" + word)
        .append("</a></h2><p>")
        .append(escaped(document.sentence()))
        .append("</p>");
    if (!document.raisedBy().isEmpty()) {
      html.append("<p class=\"soft\">Raised by</p><ul>");
      document.raisedBy().forEach(each -> html.append("<li>" + escaped(each) + "</li>"));
      html.append("</ul>");
    }
    members(html, document);
    html.append("<p class=\"soft\">Example · <a href=\"/docs/webhooks/" + word + ".json\">schema")
        .append("</a></p><pre>")
        .append(escaped(document.example().encodePrettily()))
        .append("</pre></section>\n");
  }

  private static void members(StringBuilder html, EventDocument document) {
    html.append("<table><tr><th>Member</th><th>Value</th><th></th></tr>");
    rows(html, "", document.body().schema());
    JsonObject entry = document.body().definitions().get(document.entryName());
    switch (document.type().resources()) {
      case NONE -> {}
      case ARRAY -> rows(html, "resources[].", Objects.requireNonNull(entry));
      case MAP -> rows(html, "resources.<public_id>.", Objects.requireNonNull(entry));
    }
    html.append("</table>");
  }

  private static void rows(StringBuilder html, String prefix, JsonObject schema) {
    JsonArray always = schema.getJsonArray("required");
    for (Map.Entry<String, Object> member : schema.getJsonObject("properties")) {
      JsonObject said = (JsonObject) member.getValue();
      html.append("<tr><td><code>" + escaped(prefix + member.getKey()) + "</code></td><td>")
          .append(escaped(kind(said)))
          .append("</td><td class=\"soft\">")
          .append(always.contains(member.getKey()) ? "" : "Not always. ")
          .append(escaped(said.getString("description", "")))
          .append("</td></tr>");
    }
  }

  /** A schema in a few words. */
  private static String kind(JsonObject schema) {
    if (schema.containsKey("const")) {
      return schema.getString("const");
    }
    if (schema.containsKey("enum")) {
      return String.join(", ", schema.getJsonArray("enum").stream().map(String::valueOf).toList());
    }
    if (schema.containsKey("$ref")) {
      return "object";
    }
    return switch (schema.getValue("type")) {
      case null -> "any";
      case String one -> one;
      case JsonArray several -> String.join(" or ", several.stream().map(String::valueOf).toList());
      default -> "any";
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
