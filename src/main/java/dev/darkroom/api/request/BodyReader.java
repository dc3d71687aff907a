package dev.darkroom.api.request;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query string and the body of a request, whatever its method and content type
 * (reference/admin-api.md 1), within a bound. Requests arrive paused.
 */
public final class BodyReader {
  private final long textLimit;

  /**
   * A reader.
   *
   * @param textLimit the most bytes of parameters, which are held in memory
   */
  public BodyReader(long textLimit) {
    this.textLimit = textLimit;
  }

  /** The parameters; file parts are read and dropped. */
  public Future<Parameters> parameters(HttpServerRequest request) {
    return form(request, null).map(Form::parameters);
  }

  /** The parameters, and the part that {@code staging} names staged while it arrives. */
  public Future<Form> form(HttpServerRequest request, @Nullable Staging staging) {
    ParameterSpellings spellings = new ParameterSpellings().encoded(request.query());
    if (!hasBody(request)) {
      return Future.succeededFuture(new Form(spellings.collect(), null));
    }
    String type = contentType(request);
    if (type.startsWith("multipart/form-data")) {
      return new MultipartReader(request, textLimit, staging, spellings).read();
    }
    return whole(request)
        .map(body -> {
          if (isJson(type, body)) {
            spellings.json(body);
          } else {
            spellings.encoded(body.toString());
          }
          return new Form(spellings.collect(), null);
        });
  }

  /** Whether the head of the request announces a body. */
  public static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.equals("0"));
  }

  private static String contentType(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    boolean readable = !request.method().equals(HttpMethod.GET);
    String known = type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
    return readable || !known.startsWith("multipart/") ? known : "";
  }

  /** Clients that name no type, or an odd one, are understood by what they sent. */
  private static boolean isJson(String type, Buffer body) {
    if (type.startsWith("application/json")) {
      return true;
    }
    return !type.startsWith("application/x-www-form-urlencoded")
        && body.length() > 0
        && body.getByte(0) == '{';
  }

  private Future<Buffer> whole(HttpServerRequest request) {
    Promise<Buffer> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    request.exceptionHandler(gone -> promise.tryFail(new ClientGone(gone)));
    request.handler(chunk -> {
      if (body.length() + chunk.length() > textLimit) {
        promise.tryFail(
            new Refusal(ErrorCode.INVALID_BODY, "it is larger than " + textLimit + " bytes"));
      } else if (!promise.future().isComplete()) {
        body.appendBuffer(chunk);
      }
    });
    request.endHandler(nothing -> promise.tryComplete(body));
    request.resume();
    return promise.future();
  }
}
