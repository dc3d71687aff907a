package dev.darkroom.api.admin;

import dev.darkroom.api.request.LabelParameters;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.AssetSelection;
import dev.darkroom.protocol.AssetSelection.By;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which assets a bulk call is about: exactly one selector (reference/admin-api.md 5). Pure. */
final class SelectionReader {
  /** The most ids of one call. */
  static final int MOST_IDS = 100;

  private SelectionReader() {}

  /** The selector among those, or a refusal that names them. */
  static AssetSelection read(
      Parameters parameters, ResourceType resourceType, List<DeliveryType> types, List<By> known) {
    List<By> given = new ArrayList<>();
    for (By by : known) {
      if (isGiven(parameters, by)) {
        given.add(by);
      }
    }
    if (given.isEmpty()) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "public_ids");
    }
    if (given.size() > 1) {
      throw new Refusal(
          ErrorCode.INVALID_PARAMETER, name(given.get(1)), "only one selector is allowed");
    }
    By by = given.getFirst();
    return new AssetSelection(resourceType, types, by, values(parameters, by), cursor(parameters));
  }

  /** Assets with that tag. */
  static AssetSelection tagged(Parameters parameters, ResourceType resourceType, String tag) {
    return new AssetSelection(resourceType, List.of(), By.TAG, List.of(tag), cursor(parameters));
  }

  /** Assets of those ids. */
  static AssetSelection assetIds(Parameters parameters) {
    return new AssetSelection(
        null,
        List.of(),
        By.ASSET_IDS,
        LabelParameters.ids(parameters, "asset_ids", MOST_IDS),
        null);
  }

  private static boolean isGiven(Parameters parameters, By by) {
    return by == By.ALL ? parameters.flag("all", false) : parameters.has(name(by));
  }

  private static List<String> values(Parameters parameters, By by) {
    return switch (by) {
      case PUBLIC_IDS, ASSET_IDS -> LabelParameters.ids(parameters, name(by), MOST_IDS);
      case PREFIX, TAG -> List.of(parameters.required(name(by)));
      case ALL -> List.of();
    };
  }

  private static String name(By by) {
    return switch (by) {
      case PUBLIC_IDS -> "public_ids";
      case ASSET_IDS -> "asset_ids";
      case PREFIX -> "prefix";
      case TAG -> "tag";
      case ALL -> "all";
    };
  }

  private static @Nullable String cursor(Parameters parameters) {
    return parameters.text("next_cursor").orElse(null);
  }
}
