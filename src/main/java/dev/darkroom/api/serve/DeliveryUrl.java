package dev.darkroom.api.serve;

import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.ResourceType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery URL asks for.
 *
 * @param signature what is between {@code s--} and {@code --}; null when the URL has none
 * @param signedTexts what the signature may have signed: as in the path, and percent-decoded
 * @param transformation percent-decoded; empty for none
 * @param format the extension, lower case; empty for none and for raw files
 */
record DeliveryUrl(
    String cloud,
    AssetKey key,
    @Nullable String signature,
    List<String> signedTexts,
    String transformation,
    String format) {

  /** Whether the bytes as they were uploaded are meant, at most in another format. */
  boolean isOriginal() {
    return transformation.isEmpty();
  }

  /** Private originals and everything authenticated need a signature. */
  boolean needsSignature() {
    return switch (key.type()) {
      case UPLOAD -> false;
      case PRIVATE -> isOriginal();
      case AUTHENTICATED -> true;
    };
  }

  /** Whether a browser must not run what is inside on our origin. */
  boolean isRaw() {
    return key.resourceType() == ResourceType.RAW;
  }
}
