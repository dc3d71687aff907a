package dev.darkroom.asset.upload;

import dev.darkroom.protocol.FolderMode;
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
  private static final int LONGEST_FILE_NAME = 200;
  static final int SUFFIX_LENGTH = 6;
  private static final String NAMELESS = "file";
  private static final Map<String, String> CANONICAL = Map.of("jpeg", "jpg", "tif", "tiff");

  /** Decides the names of a new asset. */
  static AssetNames decide(
      Naming naming, FolderMode mode, Material material, RandomGenerator random) {
    String file = naming.fileName() == null ? "" : naming.fileName();
    String extension = extension(file);
    String base = file.substring(0, file.length() - extension.length());
    String given =
        naming.publicId() == null
            ? made(naming, base, material.isRaw() ? extension : "", random)
            : naming.publicId().value();
    PublicId publicId = new PublicId(prefix(naming) + given);
    return new AssetNames(
        publicId,
        mode == FolderMode.FIXED ? publicId.folder() : assetFolder(naming),
        displayName(naming, publicId, base),
        original(naming, base),
        naming.rules().discardFilename() ? "" : notable(extension, material.format()));
  }

  /** The same, shown under another name. */
  AssetNames withDisplayName(String name) {
    return new AssetNames(publicId, assetFolder, name, originalFilename, originalExtension);
  }

  /** The asset's own extension in the database's word: lower case, {@code jpeg} is {@code jpg}. */
  public static String canonical(String extension) {
    String lower = extension.toLowerCase(Locale.ROOT);
    return CANONICAL.getOrDefault(lower, lower);
  }

  private static String made(Naming naming, String base, String extension, RandomGenerator random) {
    if (!naming.rules().useFilename() || base.isEmpty()) {
      return random(GENERATED_LENGTH, random) + extension;
    }
    String suffix = naming.rules().uniqueFilename() ? "_" + random(SUFFIX_LENGTH, random) : "";
    return safe(base) + suffix + extension;
  }

  private static String prefix(Naming naming) {
    boolean byFolder = naming.folder() == null && naming.rules().assetFolderAsPrefix();
    String folder = slashed(byFolder ? naming.assetFolder() : naming.folder());
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
    return naming.rules().useFilenameAsDisplayName() && !base.isEmpty()
        ? shown(base)
        : publicId.name();
  }

  private static String original(Naming naming, String base) {
    if (naming.rules().discardFilename()) {
      return "";
    }
    return base.isEmpty() ? NAMELESS : base;
  }

  /** A file's name as a display name: without slashes and what nobody can see. */
  private static String shown(String base) {
    String shown = base.replaceAll("[/\\p{Cntrl}]", "_").strip();
    return shown.length() <= LONGEST_FILE_NAME ? shown : shown.substring(0, LONGEST_FILE_NAME);
  }

  private static String notable(String extension, String format) {
    String word = extension.isEmpty() ? "" : extension.substring(1);
    return format.isEmpty() || word.equals(format) ? "" : word;
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

  /** Random lower-case letters and digits. */
  static String random(int length, RandomGenerator random) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS_AND_DIGITS.charAt(random.nextInt(LETTERS_AND_DIGITS.length())));
    }
    return text.toString();
  }
}
