package dev.darkroom.asset.upload;

import dev.darkroom.blob.BlobStore;
import dev.darkroom.blob.BlobWriter;
import dev.darkroom.net.AddressGuard;
import dev.darkroom.net.ForbiddenAddress;
import dev.darkroom.net.UnresolvedHost;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Fetches content for an upload from somebody's URL: every address is vetted and pinned, redirects
 * are vetted again, size and time are bounded.
 */
public final class RemoteSource {
  private static final int MOST_REDIRECTS = 5;

  /**
   * How much patience a fetch has.
   *
   * @param time for the whole exchange with all its redirects
   * @param bytes of the body
   */
  public record Limits(Duration time, long bytes) {}

  private final Vertx vertx;
  private final HttpClient client;
  private final AddressGuard guard;
  private final BlobStore blobs;
  private final Limits limits;

  /** Fetches into the staging area of {@code blobs}. */
  public RemoteSource(
      Vertx vertx, HttpClient client, AddressGuard guard, BlobStore blobs, Limits limits) {
    this.vertx = vertx;
    this.client = client;
    this.guard = guard;
    this.blobs = blobs;
    this.limits = limits;
  }

  /** The last segment of the URL's path, when it has one. */
  public static Optional<String> fileName(String url) {
    String path = Optional.ofNullable(URI.create(url).getPath()).orElse("");
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isBlank() ? Optional.empty() : Optional.of(name);
  }

  /**
   * Fetches and stages. For virtual threads.
   *
   * @throws Refusal SOURCE_NOT_LOADED with the reason, or FILE_TOO_LARGE
   */
  public StagedBlob fetch(String url) {
    URI source = uri(url);
    BlobWriter writer = blobs.stage(limits.bytes()).await();
    try {
      load(url, source, writer, MOST_REDIRECTS)
          .timeout(limits.time().toMillis(), TimeUnit.MILLISECONDS)
          .await();
      return writer.finish().await();
    } catch (Exception failure) {
      // Not only RuntimeException: await() throws a ConnectException or TimeoutException as it is.
      writer.abort().await();
      throw failure instanceof Refusal known ? known : notLoaded(url, reason(failure));
    }
  }

  private Future<Void> load(String url, URI at, BlobWriter writer, int redirects) {
    return guard
        .pin(at)
        .compose(pinned -> client.request(pinned.request(HttpMethod.GET, 0)))
        .compose(request ->
            cancelledAtDeadline(request)
                .send()
                .compose(response -> read(url, at, response, writer, redirects)));
  }

  private Future<Void> read(
      String url, URI at, HttpClientResponse response, BlobWriter writer, int redirects) {
    if (response.statusCode() == 200) {
      return response.pipe().endOnComplete(false).to(writer);
    }
    String location = response.getHeader("Location");
    boolean redirected = response.statusCode() / 100 == 3 && location != null;
    response.request().reset();
    if (redirected && redirects > 0) {
      return load(url, at.resolve(uri(location)), writer, redirects - 1);
    }
    String reason =
        redirected ? "too many redirects" : response.statusCode() + " " + response.statusMessage();
    return Future.failedFuture(notLoaded(url, reason));
  }

  /** A request that outlives the caller's patience would go on filling the disk. */
  private HttpClientRequest cancelledAtDeadline(HttpClientRequest request) {
    long timer = vertx.setTimer(limits.time().toMillis(), late -> request.reset());
    request
        .response()
        .compose(HttpClientResponse::end)
        .onComplete(ended -> vertx.cancelTimer(timer));
    return request;
  }

  private static URI uri(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException malformed) {
      throw new Refusal(ErrorCode.UNSUPPORTED_SOURCE_URL, url);
    }
  }

  private static Refusal notLoaded(String url, String reason) {
    return new Refusal(ErrorCode.SOURCE_NOT_LOADED, url, reason);
  }

  private static String reason(Exception failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return switch (cause) {
      case UnresolvedHost unresolved -> "ERR_DNS_FAIL 0";
      case ForbiddenAddress forbidden -> String.valueOf(forbidden.getMessage());
      case java.util.concurrent.TimeoutException late -> "timed out";
      case ConnectException refused -> "ERR_CONNECT_FAIL";
      default -> cause.getClass().getSimpleName();
    };
  }
}
