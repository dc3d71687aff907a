package dev.darkroom.api.request;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;

/**
 * Watches for the end of a multipart body. Vert.x takes a body that stops in the middle of a part
 * for a whole one, so the closing boundary is looked for in the last bytes; the Node SDK sends no
 * line end after it (reference/upload-api.md 1).
 */
final class ClosingBoundary {
  /** Room for the boundary (RFC 2046: at most 70 characters) and a short epilogue. */
  private static final int TAIL = 512;

  private final boolean known;
  private final String closing;
  private Buffer tail = Buffer.buffer();

  private ClosingBoundary(String boundary) {
    this.known = !boundary.isEmpty();
    this.closing = "--" + boundary + "--";
  }

  static ClosingBoundary of(HttpServerRequest request) {
    String type = String.valueOf(request.getHeader(HttpHeaders.CONTENT_TYPE));
    for (String parameter : type.split(";", -1)) {
      String text = parameter.strip();
      if (text.regionMatches(true, 0, "boundary=", 0, 9)) {
        return new ClosingBoundary(text.substring(9).replace("\"", ""));
      }
    }
    return new ClosingBoundary("");
  }

  /** Whether the content type names a boundary at all. */
  boolean isKnown() {
    return known;
  }

  void see(Buffer chunk) {
    if (chunk.length() >= TAIL) {
      tail = chunk.getBuffer(chunk.length() - TAIL, chunk.length());
    } else {
      Buffer longer = tail.copy().appendBuffer(chunk);
      tail = longer.getBuffer(Math.max(0, longer.length() - TAIL), longer.length());
    }
  }

  boolean seen() {
    return tail.toString(StandardCharsets.ISO_8859_1).contains(closing);
  }
}
