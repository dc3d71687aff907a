package dev.darkroom.api.serve;

import dev.darkroom.blob.BlobStore;
import dev.darkroom.protocol.DeliveredAsset;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Files as the answer of a call: signed downloads (reference/upload-api.md 6). */
public final class FileAnswer {
  private static final int LONGEST_NAME = 200;
  private static final String NO_SCRIPTS = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

  private FileAnswer() {}

  /**
   * What a browser calls the file.
   *
   * @param text any text: what a header or a file system cannot hold is replaced
   * @param attachment whether it is saved rather than shown
   */
  public record Name(String text, boolean attachment) {
    /** RFC 6266: a name in ASCII for old clients, the whole one for the others. */
    String disposition() {
      String safe = text.replaceAll("[\\p{Cntrl}\\p{Cf}<>:\"|?*\\\\/]", "_").strip();
      String bounded = safe.length() <= LONGEST_NAME ? safe : safe.substring(0, LONGEST_NAME);
      String named = bounded.isEmpty() || bounded.matches("\\.+") ? "download" : bounded;
      String encoded = URLEncoder.encode(named, StandardCharsets.UTF_8).replace("+", "%20");
      return "%s; filename=\"%s\"; filename*=UTF-8''%s"
          .formatted(
              attachment ? "attachment" : "inline",
              named.replaceAll("[^\\x20-\\x7e]", "_"),
              encoded);
    }
  }

  /** Says what follows: its type by its name, and how it is called. */
  public static void describe(HttpServerResponse response, Name name) {
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, MediaTypes.ofName(name.text()))
        .putHeader("Content-Disposition", name.disposition())
        .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-store")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Content-Security-Policy", NO_SCRIPTS);
  }

  /** Sends the bytes; what it gives is no body. */
  public static Future<String> send(
      RoutingContext routing, BlobStore blobs, DeliveredAsset file, Name name) {
    HttpServerResponse response = routing.response();
    if (response.closed()) {
      return Future.succeededFuture("");
    }
    describe(response, name);
    long size = file.blob().size();
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(size));
    return blobs.send(file.blob(), 0, size, response).map("");
  }
}
