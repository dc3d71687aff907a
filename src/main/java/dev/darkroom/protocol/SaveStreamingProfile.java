package dev.darkroom.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creates or changes a streaming profile (reference/admin-api.md 12).
 *
 * @param displayName null for none, or for no change
 * @param representations a transformation each; null for no change
 */
public record SaveStreamingProfile(
    long environmentId,
    String name,
    boolean create,
    @Nullable String displayName,
    @Nullable List<String> representations)
    implements BusMessage {
  public static final Address<SaveStreamingProfile, Answer> ADDRESS =
      Address.of("catalog.save-profile", SaveStreamingProfile.class, Answer.class).onThisNode();
}
