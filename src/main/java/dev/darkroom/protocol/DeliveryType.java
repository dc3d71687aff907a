package dev.darkroom.protocol;

import java.util.Locale;

/**
 * How an asset may be reached: {@code upload} by anybody, {@code private} and {@code authenticated}
 * by signed URLs (reference/delivery-and-transformations.md 1).
 */
public enum DeliveryType {
  UPLOAD,
  PRIVATE,
  AUTHENTICATED;

  /** The word of the wire contract. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Parses the word of the wire contract, or refuses it. */
  public static DeliveryType of(String word) {
    for (DeliveryType type : values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    throw new Refusal(ErrorCode.INVALID_PARAMETER, "type", word);
  }
}
