package dev.darkroom.api;

import dev.darkroom.docs.Catalogue;
import dev.darkroom.docs.EventDocument;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code /docs/webhooks}, {@code /docs/webhooks.json}, {@code /docs/webhooks/:type.json}: what
 * notifications look like, for people and for machines. Ours: the contract has none.
 */
final class WebhookDocs {
  private static final String ENDING = ".json";

  private final String page;
  private final String schema;
  private final Map<String, String> schemas = new LinkedHashMap<>();

  /** Everything is made once. */
  WebhookDocs(Catalogue catalogue) {
    this.page = catalogue.page();
    this.schema = catalogue.schema().encode();
    for (EventDocument document : catalogue.documents()) {
      schemas.put(document.type().word() + ENDING, document.schema().encode());
    }
  }

  /** The page. */
  void page(RoutingContext routing) {
    routing
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .end(page);
  }

  /** The schema of any notification. */
  void schema(RoutingContext routing) {
    Answers.json(routing, schema);
  }

  /** The schema of one type. */
  void oneSchema(RoutingContext routing) {
    String name = String.valueOf(routing.pathParam("type"));
    String found = schemas.get(name);
    if (found == null) {
      throw new Refusal(ErrorCode.UNKNOWN_ENDPOINT, Answers.shown(routing.normalizedPath()));
    }
    Answers.json(routing, found);
  }
}
