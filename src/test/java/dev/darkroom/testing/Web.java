package dev.darkroom.testing;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;

/** A plain HTTP client, for what no SDK asks. */
public final class Web {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private Web() {}

  /** The answer to a GET. */
  public static HttpResponse<byte[]> get(String url, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** An Admin call with the first cloud's key; the body is JSON. */
  public static HttpResponse<byte[]> admin(
      ServerProcess server, String method, String path, JsonObject body) {
    return send(
        authorized(server, path)
            .method(method, HttpRequest.BodyPublishers.ofString(body.encode()))
            .header("Content-Type", "application/json"));
  }

  /** A call of the API with the first cloud's key, yet to be completed. */
  public static HttpRequest.Builder authorized(ServerProcess server, String path) {
    String credentials = server.key() + ":" + server.secret();
    return HttpRequest.newBuilder(URI.create(server.api() + path))
        .header(
            "Authorization",
            "Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
  }

  /** A GET whose body is read as it comes. */
  public static HttpResponse<InputStream> stream(String url) {
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofMinutes(1)).build(),
          HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** The answer to any request, waited for 60 seconds at most. */
  public static HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(
          request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** A text as it stands in a query or a form. */
  public static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The body of an answer as JSON. */
  public static JsonObject json(HttpResponse<byte[]> answer) {
    return new JsonObject(new String(answer.body(), StandardCharsets.UTF_8));
  }

  /** A fresh digest of that name. */
  public static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** The md5 of bytes, in hex, as the API's etag. */
  public static String md5(byte[] bytes) {
    return HexFormat.of().formatHex(digest("MD5").digest(bytes));
  }
}
