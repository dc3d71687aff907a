package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Who may see an asset; null for no change.
 *
 * @param mode {@code public} or {@code authenticated}
 * @param control a JSON array of rules: {@code access_type} is {@code anonymous} or {@code token},
 *     {@code start} and {@code end} are ISO-8601 in UTC
 */
public record AccessRules(@Nullable String mode, @Nullable String control) {
  /** Changes nothing: new assets are public. */
  public static AccessRules unchanged() {
    return new AccessRules(null, null);
  }
}
