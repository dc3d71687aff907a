package dev.darkroom.asset.upload;

import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.Naming;
import dev.darkroom.protocol.PublicId;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The names an upload gives its asset (reference/upload-api.md 4.2, "Rules confirmed by SDK
 * tests"). Pure: randomness is an argument.
 *
 * @param assetFolder where the asset is shown, empty at the root
 * @param originalFilename the uploaded name without its extension
 * @param originalExtension the uploaded extension, empty when it is the format's own
 */
public record AssetNames(
    PublicId publicId,
    String assetFolder,
    String displayName,
    String originalFilename,
    String originalExtension) {
  private static final String LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int GENERATED_LENGTH = 20;
  private static final int SUFFIX_LENGTH = 6;
  private static final int LONGEST_FILE_NAME = 200;
  private static final String NAMELESS = "file";
  private static final Map<String, String> CANONICAL = Map.of("jpeg", "jpg", "tif", "tiff");

  /** Decides the names of a new asset. */
  public static AssetNames decide(
      Naming naming, FolderMode mode, @Nullable ImageFacts image, RandomGenerator random) {
    String file = naming.fileName() == null ? "" : naming.fileName();
    String extension = extension(file);
    String base = file.substring(0, file.length() - extension.length());
    String given =
        naming.publicId() == null
            ? made(naming, base, image == null ? extension : "", random)
            : naming.publicId().value();
    PublicId publicId = new PublicId(prefix(naming) + given);
    return new AssetNames(
        publicId,
        mode == FolderMode.FIXED ? publicId.folder() : assetFolder(naming),
        displayName(naming, publicId, base),
        base.isEmpty() ? NAMELESS : base,
        notable(extension, image));
  }

  /** The asset's own extension in the database's word: lower case, {@code jpeg} is {@code jpg}. */
  public static String canonical(String extension) {
    String lower = extension.toLowerCase(Locale.ROOT);
    return CANONICAL.getOrDefault(lower, lower);
  }

  private static String made(Naming naming, String base, String extension, RandomGenerator random) {
    if (!naming.useFilename() || base.isEmpty()) {
      return random(GENERATED_LENGTH, random) + extension;
    }
    String suffix = naming.uniqueFilename() ? "_" + random(SUFFIX_LENGTH, random) : "";
    return safe(base) + suffix + extension;
  }

  private static String prefix(Naming naming) {
    String folder = slashed(naming.folder());
    return folder + slashed(naming.publicIdPrefix());
  }

  private static String slashed(@Nullable String path) {
    String trimmed = trimmed(path);
    return trimmed.isEmpty() ? "" : trimmed + "/";
  }

  private static String assetFolder(Naming naming) {
    return trimmed(naming.assetFolder() == null ? naming.folder() : naming.assetFolder());
  }

  private static String trimmed(@Nullable String path) {
    return path == null ? "" : path.replaceAll("^/+|/+$", "");
  }

  private static String displayName(Naming naming, PublicId publicId, String base) {
    if (naming.displayName() != null) {
      return naming.displayName();
    }
    return naming.useFilenameAsDisplayName() && !base.isEmpty() ? base : publicId.name();
  }

  private static String notable(String extension, @Nullable ImageFacts image) {
    String word = extension.isEmpty() ? "" : extension.substring(1);
    return image == null || word.equals(image.format()) ? "" : word;
  }

  /** With its dot; empty when there is none or it is no plain word. */
  private static String extension(String file) {
    int dot = file.lastIndexOf('.');
    return dot > 0 && file.substring(dot + 1).matches("[A-Za-z0-9]{1,10}")
        ? file.substring(dot)
        : "";
  }

  private static String safe(String base) {
    String safe = base.replaceAll("[^\\p{L}\\p{N}_.-]+", "_").replaceAll("^\\.+", "_");
    return safe.length() <= LONGEST_FILE_NAME ? safe : safe.substring(0, LONGEST_FILE_NAME);
  }

  private static String random(int length, RandomGenerator random) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS_AND_DIGITS.charAt(random.nextInt(LETTERS_AND_DIGITS.length())));
    }
    return text.toString();
  }
}
