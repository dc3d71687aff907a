package dev.darkroom.protocol;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A product environment: one cloud with its access keys.
 *
 * @param id the leading column of every table that belongs to it
 * @param productEnvironmentId 32 hexadecimal characters, shown in triggers
 * @param signatureAlgorithm of the notifications it sends
 */
public record Environment(
    long id,
    String cloud,
    String productEnvironmentId,
    FolderMode folderMode,
    SignatureAlgorithm signatureAlgorithm,
    List<AccessKey> keys)
    implements BusMessage {

  /** The enabled key of that name. */
  public Optional<AccessKey> key(String apiKey) {
    return keys.stream()
        .filter(AccessKey::enabled)
        .filter(k -> k.apiKey().equals(apiKey))
        .findAny();
  }

  /**
   * The key whose secret signs notifications: the dedicated one, else the oldest active one
   * (reference/notifications.md 2.3).
   */
  public AccessKey signingKey() {
    return keys.stream()
        .filter(AccessKey::enabled)
        .min(
            Comparator.comparing((AccessKey key) -> !key.dedicatedForWebhooks())
                .thenComparing(AccessKey::createdAt)
                .thenComparing(AccessKey::apiKey))
        .orElseThrow(() -> new IllegalStateException("no active access key in " + cloud));
  }
}
