package dev.darkroom.api.inbox;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** Reads bodies that are small, as they are. Requests arrive paused. */
final class SmallBody {
  private static final int LARGEST = 1024 * 1024;

  private SmallBody() {}

  /** The bytes, or a refusal when there are too many. */
  static Future<Buffer> of(HttpServerRequest request) {
    Promise<Buffer> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    request.exceptionHandler(promise::tryFail);
    request.handler(chunk -> {
      if (body.length() + chunk.length() > LARGEST) {
        promise.tryFail(
            new Refusal(ErrorCode.INVALID_BODY, "it is larger than " + LARGEST + " bytes"));
      } else if (!promise.future().isComplete()) {
        body.appendBuffer(chunk);
      }
    });
    request.endHandler(nothing -> promise.tryComplete(body));
    request.resume();
    return promise.future();
  }

  /** A JSON object, or a refusal. */
  static JsonObject json(Buffer body) {
    try {
      return new JsonObject(body);
    } catch (DecodeException | ClassCastException broken) {
      throw new Refusal(ErrorCode.INVALID_BODY, "a JSON object is expected");
    }
  }
}
