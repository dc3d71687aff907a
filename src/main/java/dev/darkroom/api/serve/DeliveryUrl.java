package dev.darkroom.api.serve;

import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.Rendition;
import dev.darkroom.protocol.ResourceType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery URL asks for.
 *
 * @param signature what is between {@code s--} and {@code --}; null when the URL has none
 * @param signedTexts what the signature may have signed: as in the path, and percent-decoded
 * @param transformation percent-decoded; empty for none
 * @param format the extension, lower case; empty for none, for raw files and for fetched ones
 * @param attachment what the file is called when it is saved, without its extension, empty for its
 *     own name; null where it is to be shown
 */
record DeliveryUrl(
    String cloud,
    AssetKey key,
    @Nullable String signature,
    List<String> signedTexts,
    String transformation,
    String format,
    @Nullable String attachment) {
  private static final Pattern LIKE_A_COMPONENT =
      Pattern.compile("([a-z]{1,2}_[^/,]*(?:,(?:[a-z]{1,2}_[^/,]*)?)*)/");

  /** Whether the bytes as they were uploaded are meant, at most in another format. */
  boolean isOriginal() {
    return transformation.isEmpty();
  }

  /** What is to be done to pixels: a sprite's URL also names its format and its classes. */
  String pixels() {
    return key.type() == DeliveryType.SPRITE || key.type() == DeliveryType.MULTI
        ? Rendition.delivered(key.type(), transformation, format).pixels()
        : transformation;
  }

  /** Private originals, everything authenticated and lists of clients need a signature. */
  boolean needsSignature() {
    return switch (key.type()) {
      case PRIVATE -> isOriginal();
      case AUTHENTICATED, LIST -> true;
      case UPLOAD,
          FETCH,
          SPRITE,
          MULTI,
          TEXT,
          FACEBOOK,
          TWITTER,
          TWITTER_NAME,
          GRAVATAR,
          YOUTUBE,
          HULU,
          VIMEO,
          ANIMOTO,
          WORLDSTARHIPHOP,
          DAILYMOTION ->
          false;
    };
  }

  /**
   * Why the URL cannot be served. When there is no such asset and the first folder of its name
   * looks like a component with an unknown key or no value ({@code ab_cd/}, {@code w_/}), it was
   * meant as one: 400 (reference/delivery-and-transformations.md 9).
   */
  Throwable refusal(Throwable failure) {
    Matcher first = LIKE_A_COMPONENT.matcher(key.publicId().value());
    boolean missing =
        failure instanceof Refusal refusal && refusal.code() == ErrorCode.RESOURCE_NOT_FOUND;
    return missing && !isRaw() && first.lookingAt()
        ? new Refusal(ErrorCode.INVALID_TRANSFORMATION_COMPONENT, first.group(1))
        : failure;
  }

  /** How the file is called when it is saved, with the extension of what it is. */
  FileAnswer.Name savedAs(String made) {
    String own = key.publicId().name();
    String name = attachment == null || attachment.isEmpty() ? own : attachment;
    int dot = own.lastIndexOf('.');
    String extension = isRaw() ? own.substring(dot < 0 ? own.length() : dot) : "." + made;
    return new FileAnswer.Name(name.endsWith(extension) ? name : name + extension, true);
  }

  /** Whether a browser must not run what is inside on our origin. */
  boolean isRaw() {
    return key.resourceType() == ResourceType.RAW;
  }
}
