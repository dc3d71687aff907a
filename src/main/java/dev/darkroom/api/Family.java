package dev.darkroom.api;

import dev.darkroom.protocol.ErrorCode;
import io.vertx.ext.web.RoutingContext;

/**
 * Kinds of endpoints, which differ in the statuses that their clients understand
 * (reference/upload-api.md 1, reference/admin-api.md 1, reference/delivery-and-transformations.md
 * 9).
 */
enum Family {
  UPLOAD,
  ADMIN,
  DELIVERY;

  private static final String KEY = "darkroom.family";
  private static final int THROTTLED = 420;
  private static final int BROKEN = 500;

  /** Says which kind the request is for. */
  void mark(RoutingContext routing) {
    routing.put(KEY, this);
  }

  /** The kind of the route that took the request, else what its path looks like. */
  static Family of(RoutingContext routing) {
    Family marked = routing.get(KEY);
    if (marked != null) {
      return marked;
    }
    String path = String.valueOf(routing.request().path());
    return path.startsWith("/v1_1/") || path.startsWith("/v2/") ? ADMIN : DELIVERY;
  }

  /** The status that this kind of client understands for a refusal. */
  int status(ErrorCode code) {
    int status = code.status();
    if (code == ErrorCode.UNAVAILABLE) {
      // No SDK knows 503, but all of them, and every proxy, take it for what it is: try again.
      return status;
    }
    return switch (this) {
      case DELIVERY -> status;
      case ADMIN -> code == ErrorCode.OVERLOADED ? THROTTLED : Math.min(status, BROKEN);
      case UPLOAD ->
          switch (status) {
            case 400, 401, 404, THROTTLED -> status;
            case 403, 409 -> 400;
            default -> code == ErrorCode.OVERLOADED ? THROTTLED : BROKEN;
          };
    };
  }
}
