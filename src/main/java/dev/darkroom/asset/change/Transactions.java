package dev.darkroom.asset.change;

import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.protocol.ChangeBy;
import dev.darkroom.protocol.Destination;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.Refusal;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs changes: destinations are asked for, everything is committed with its events or nothing is,
 * and then the webhook verticle is told. Changes that wait for each other in a circle are tried
 * again. For virtual threads.
 */
public record Transactions(AssetParts parts) {
  private static final int ATTEMPTS = 5;
  private static final Set<String> TRY_AGAIN = Set.of("40P01", "40001");

  /** Thrown by work that finds its asset other than it was read: it is tried again. */
  public static final class Outdated extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An asset that has changed meanwhile. */
    public Outdated() {
      super("changed meanwhile", null, false, false);
    }
  }

  /** Commits what the work does; it may raise events of those types only. */
  public <T> T commit(ChangeBy by, Set<EventType> mayRaise, Function<Change, T> work) {
    return tryToCommit(by, mayRaise, work).orElseThrow(Transactions::tooBusy);
  }

  /** The same once; empty when the work found something {@link Outdated}. */
  public <T> Optional<T> tryToCommit(
      ChangeBy by, Set<EventType> mayRaise, Function<Change, T> work) {
    Environment environment = parts.environment(by.environmentId());
    Map<EventType, List<Destination>> to = new EnumMap<>(EventType.class);
    for (EventType type : mayRaise) {
      String url = isOnTheSide(type, mayRaise) ? null : by.notificationUrl();
      to.put(type, parts.events().destinations(environment, type, url));
    }
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      List<EventCommitted> raised = new ArrayList<>();
      try {
        T result =
            parts
                .database()
                .awaitTransaction(connection -> {
                  Change change = new Change(parts, connection, environment, by.caller(), to);
                  T made = work.apply(change);
                  change.finish();
                  raised.addAll(change.raised());
                  return made;
                });
        raised.forEach(parts.events()::announce);
        return Optional.of(result);
      } catch (Outdated outdated) {
        return Optional.empty();
      } catch (PgException failure) {
        requireAnotherTry(failure, attempt);
      }
    }
    return Optional.empty();
  }

  /** Folders that come into being with other changes are no business of the call's own URL. */
  private static boolean isOnTheSide(EventType type, Set<EventType> mayRaise) {
    return type == EventType.CREATE_FOLDER && mayRaise.size() > 1;
  }

  /** What is said when others kept changing the same assets. */
  static Refusal tooBusy() {
    return new Refusal(ErrorCode.OVERLOADED, 1);
  }

  private static void requireAnotherTry(PgException failure, int attempt) {
    if (!TRY_AGAIN.contains(String.valueOf(failure.getSqlState())) || attempt == ATTEMPTS) {
      throw failure;
    }
  }
}
