package dev.darkroom.protocol;

import java.util.Locale;

/**
 * How an asset came to be and may be reached: {@code upload} by anybody, {@code private} and {@code
 * authenticated} by signed URLs, the others made here or fetched from elsewhere
 * (reference/delivery-and-transformations.md 1).
 */
public enum DeliveryType {
  UPLOAD,
  PRIVATE,
  AUTHENTICATED,
  FETCH,
  SPRITE,
  MULTI,
  TEXT,
  LIST,
  FACEBOOK,
  TWITTER,
  TWITTER_NAME,
  GRAVATAR,
  YOUTUBE,
  HULU,
  VIMEO,
  ANIMOTO,
  WORLDSTARHIPHOP,
  DAILYMOTION;

  /** The word of the wire contract. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a caller may upload a file as it. */
  public boolean isUploaded() {
    return this == UPLOAD || this == PRIVATE || this == AUTHENTICATED;
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
