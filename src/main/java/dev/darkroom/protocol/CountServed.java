package dev.darkroom.protocol;

import java.util.List;

/** Adds what was served to the usage of its environments (reference/admin-api.md 2). */
public record CountServed(List<ServedCount> counts) implements BusMessage {
  public static final Address<CountServed, Done> ADDRESS =
      Address.of("asset.count-served", CountServed.class, Done.class).onThisNode();

  /** Copies what it is given. */
  public CountServed {
    counts = List.copyOf(counts);
  }
}
