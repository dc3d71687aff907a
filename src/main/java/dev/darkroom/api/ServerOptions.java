package dev.darkroom.api;

import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;

/** What the HTTP server takes from whoever connects. */
final class ServerOptions {
  private static final int LONGEST_LINE = 32 * 1024;
  private static final int LONGEST_HEADERS = 32 * 1024;

  /** Every chunk of a file costs a turn of its own on its way to the disk; 8 KiB is the default. */
  private static final int LARGEST_CHUNK = 64 * 1024;

  private ServerOptions() {}

  static HttpServerOptions of(ApiSettings settings) {
    ApiSettings.Limits limits = settings.limits();
    return new HttpServerOptions()
        .setHost(settings.host())
        .setPort(settings.port())
        .setHttp2ClearTextEnabled(false)
        .setHandle100ContinueAutomatically(true)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) limits.idle().toMillis())
        .setMaxInitialLineLength(LONGEST_LINE)
        .setMaxHeaderSize(LONGEST_HEADERS)
        .setMaxChunkSize(LARGEST_CHUNK);
  }
}
