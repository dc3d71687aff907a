package dev.darkroom.asset.listing;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids of assets as the contract writes them: 32 hexadecimal characters. */
public final class AssetIds {
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]{32}");
  private static final int HALF = 16;

  private AssetIds() {}

  /** The id; anything else is refused. */
  public static UUID parse(String text) {
    return find(text)
        .orElseThrow(() ->
            new Refusal(
                ErrorCode.INVALID_PARAMETER,
                "asset_id",
                text.length() <= 80 ? text : text.substring(0, 80) + "…"));
  }

  /** The id, if the text is one. */
  public static Optional<UUID> find(String text) {
    return HEXADECIMAL.matcher(text).matches()
        ? Optional.of(
            new UUID(
                Long.parseUnsignedLong(text.substring(0, HALF), HALF),
                Long.parseUnsignedLong(text.substring(HALF), HALF)))
        : Optional.empty();
  }
}
