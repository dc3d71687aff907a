package dev.darkroom.protocol;

import java.util.Locale;

/** The three kinds of asset (reference/upload-api.md 4; {@code auto} is resolved at the edge). */
public enum ResourceType {
  IMAGE,
  VIDEO,
  RAW;

  /** The word of the wire contract. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Parses the word of the wire contract, or refuses it. */
  public static ResourceType of(String word) {
    for (ResourceType type : values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    throw new Refusal(ErrorCode.UNSUPPORTED_RESOURCE_TYPE, word);
  }
}
