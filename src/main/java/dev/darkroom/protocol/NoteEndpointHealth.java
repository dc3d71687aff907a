package dev.darkroom.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Notes since when a notification URL fails; the earliest note counts. It has no effect on a URL
 * that no trigger names and that nobody set up.
 *
 * @param failingSince null: it fares well
 */
public record NoteEndpointHealth(long environmentId, String url, @Nullable Instant failingSince)
    implements BusMessage {
  public static final Address<NoteEndpointHealth, Done> ADDRESS =
      Address.of("trigger.note-endpoint-health", NoteEndpointHealth.class, Done.class).onThisNode();
}
