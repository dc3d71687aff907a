package dev.darkroom.db;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a database that is away from one that refuses: who asked should ask again. A commit whose
 * answer is lost is told as an outage as well, although it may have happened.
 */
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  /** SQLSTATE classes: connection lost, stopping or starting, out of connections or room. */
  private static final String[] STATES = {"08", "57P", "53"};

  private static final String[] LOST = {"Connection", "Timeout", "Pending requests"};

  private Outage() {}

  /** The failure itself, or the refusal if the database is away. */
  static <T> Future<T> told(Throwable failure) {
    if (!is(failure)) {
      return Future.failedFuture(failure);
    }
    LOG.debug("The database is away: {}", failure.toString());
    return Future.failedFuture(new Refusal(ErrorCode.UNAVAILABLE, "The database"));
  }

  static boolean is(Throwable failure) {
    return switch (failure) {
      case PgException told -> startsWith(told.getSqlState(), STATES);
      case ClosedConnectionException closed -> true;
      case IOException broken -> true;
      case TimeoutException late -> true;
      case VertxException told -> startsWith(told.getMessage(), LOST);
      default -> false;
    };
  }

  private static boolean startsWith(@Nullable String text, String... beginnings) {
    return text != null && Stream.of(beginnings).anyMatch(text::startsWith);
  }
}
