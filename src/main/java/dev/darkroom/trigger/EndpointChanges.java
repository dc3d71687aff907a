package dev.darkroom.trigger;

import dev.darkroom.protocol.EndpointOptions;
import dev.darkroom.protocol.EndpointOptions.Schedule;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.WebhookEndpoint.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants to be different about a notification URL: values by the names of the API,
 * empty ones are taken away. Pure.
 */
final class EndpointChanges {
  /** How long a replaced secret still signs, so that receivers can change theirs. */
  static final Duration OVERLAP = Duration.ofHours(24);

  private static final Set<String> NAMES =
      Set.of(
          "headers",
          "timeout_ms",
          "per_second",
          "concurrency",
          "schedule",
          "ordered",
          "standard_webhooks",
          "rotate_secret",
          "client_certificate",
          "client_key",
          "state");

  private static final int LONGEST_TIMEOUT = 20_000;
  private static final int SHORTEST_TIMEOUT = 100;
  private static final int FASTEST = 10_000;
  private static final int MOST_AT_ONCE = 100;

  private final Map<String, String> changes;

  /** Refuses names that mean nothing. */
  EndpointChanges(Map<String, String> changes) {
    this.changes = changes;
    changes.keySet().stream()
        .filter(name -> !NAMES.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw new Refusal(ErrorCode.UNSUPPORTED_PARAMETER, name);
        });
  }

  /** The state that is asked for, if any. */
  Optional<State> state() {
    return Optional.ofNullable(changes.get("state"))
        .map(word ->
            switch (word) {
              case "active" -> State.ACTIVE;
              case "paused" -> State.PAUSED;
              default -> throw invalid("state", word);
            });
  }

  /** Whether a new secret is asked for. */
  boolean rotates() {
    return flag("rotate_secret", false);
  }

  /** The options with the changes in them. */
  EndpointOptions applied(EndpointOptions before, Instant now) {
    boolean standard = flag("standard_webhooks", before.standardWebhooks());
    if (rotates() && !standard) {
      throw invalid("rotate_secret", "standard_webhooks is off");
    }
    ClientIdentity identity =
        ClientIdentity.of(
            text("client_certificate", before.clientCertificate()),
            text("client_key", before.clientKey()));
    boolean fresh = standard && (before.secret() == null || rotates());
    boolean replaces = fresh && before.secret() != null;
    return new EndpointOptions(
        changes.containsKey("headers")
            ? CustomHeaders.parse(changes.getOrDefault("headers", ""))
            : before.headers(),
        number("timeout_ms", before.timeoutMillis(), SHORTEST_TIMEOUT, LONGEST_TIMEOUT),
        number("per_second", before.perSecond(), 1, FASTEST),
        number("concurrency", before.concurrency(), 1, MOST_AT_ONCE),
        schedule(before.schedule()),
        standard,
        fresh ? WebhookSecret.next() : before.secret(),
        replaces ? before.secret() : before.previousSecret(),
        replaces ? now.plus(OVERLAP) : before.previousUntil(),
        identity.certificate(),
        identity.key(),
        flag("ordered", before.ordered()));
  }

  private Schedule schedule(Schedule before) {
    String word = changes.get("schedule");
    return switch (word) {
      case null -> before;
      case "", "cloudinary" -> Schedule.CLOUDINARY;
      case "extended" -> Schedule.EXTENDED;
      default -> throw invalid("schedule", word);
    };
  }

  private boolean flag(String name, boolean before) {
    String word = changes.get(name);
    return switch (word) {
      case null -> before;
      case "true", "1" -> true;
      case "", "false", "0" -> false;
      default -> throw invalid(name, word);
    };
  }

  private @Nullable String text(String name, @Nullable String before) {
    String text = changes.get(name);
    if (text == null) {
      return before;
    }
    return text.isEmpty() ? null : text;
  }

  private @Nullable Integer number(String name, @Nullable Integer before, int least, int most) {
    String text = text(name, "");
    if (!changes.containsKey(name) || text == null) {
      return changes.containsKey(name) ? null : before;
    }
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // Refused below, with the numbers that are out of range.
    }
    throw invalid(name, text + " is not a number from " + least + " to " + most);
  }

  /** The refusal of a value. */
  static Refusal invalid(String name, String value) {
    String shown = value.length() <= 200 ? value : value.substring(0, 200) + "…";
    return new Refusal(ErrorCode.INVALID_PARAMETER, name, shown);
  }
}
