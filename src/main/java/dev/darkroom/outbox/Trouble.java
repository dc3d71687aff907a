package dev.darkroom.outbox;

import java.util.Locale;
import java.util.Optional;

/** The class of what went wrong with an attempt: one word for filters and counts. */
public enum Trouble {
  /** The name has no address. */
  DNS,
  /** Nobody took the connection. */
  CONNECT,
  /** No secure connection came about. */
  TLS,
  /** There was no complete answer in time. */
  TIMEOUT,
  /** The connection ended before the answer was complete. */
  RESET,
  /** The answer was no HTTP, or too much of it. */
  PROTOCOL,
  /** The answer was not 200. */
  STATUS,
  /** The address may not be reached. */
  FORBIDDEN,
  /** The URL is disabled; nothing was attempted. */
  DISABLED,
  /** It failed on our side. */
  OURS;

  /** The word. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The class of that word, if there is one. */
  public static Optional<Trouble> of(String word) {
    for (Trouble trouble : values()) {
      if (trouble.word().equals(word)) {
        return Optional.of(trouble);
      }
    }
    return Optional.empty();
  }
}
