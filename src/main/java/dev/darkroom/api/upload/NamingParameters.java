package dev.darkroom.api.upload;

import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Naming;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters that name an asset and its place (reference/upload-api.md 4.2, Identity). */
final class NamingParameters {
  private static final int LONGEST = 255;
  private static final String FORBIDDEN = "?&#\\%<>+";

  private NamingParameters() {}

  static Naming of(Parameters parameters, String fileName) {
    Optional<String> file =
        parameters
            .text("filename_override")
            .or(() -> Optional.of(fileName).filter(name -> !name.isBlank()));
    return new Naming(
        publicId(parameters),
        path(parameters, "public_id_prefix"),
        path(parameters, "folder"),
        path(parameters, "asset_folder"),
        displayName(parameters),
        file.orElse(null),
        rules(parameters));
  }

  /** A web address names what is fetched; nobody can upload under it. */
  private static @Nullable PublicId publicId(Parameters parameters) {
    Optional<PublicId> given = parameters.text("public_id").map(PublicId::new);
    given
        .filter(PublicId::isRemote)
        .ifPresent(remote -> {
          throw refused("public_id", remote.value());
        });
    return given.orElse(null);
  }

  private static Naming.Rules rules(Parameters parameters) {
    return new Naming.Rules(
        parameters.flag("use_filename", false),
        parameters.flag("unique_filename", true),
        parameters.flag("use_filename_as_display_name", false),
        parameters.flag("unique_display_name", false),
        parameters.flag("use_asset_folder_as_public_id_prefix", false),
        parameters.flag("discard_original_filename", false));
  }

  /** Folders with slashes between them, and perhaps around them. */
  private static @Nullable String path(Parameters parameters, String name) {
    Optional<String> path = parameters.text(name).map(text -> text.replaceAll("^/+|/+$", ""));
    if (path.isEmpty()) {
      return null;
    }
    boolean bad =
        path.get().length() > LONGEST
            || path.get().chars().anyMatch(NamingParameters::isForbidden)
            || (!path.get().isEmpty()
                && List.of(path.get().split("/", -1)).stream()
                    .anyMatch(NamingParameters::isBadFolder));
    if (bad) {
      throw refused(name, path.get());
    }
    return path.get();
  }

  private static boolean isBadFolder(String folder) {
    return folder.isBlank()
        || !folder.equals(folder.strip())
        || folder.equals(".")
        || folder.equals("..");
  }

  private static @Nullable String displayName(Parameters parameters) {
    Optional<String> given = parameters.text("display_name").map(String::strip);
    given.ifPresent(name -> {
      boolean bad =
          name.isEmpty()
              || name.length() > LONGEST
              || name.contains("/")
              || name.chars().anyMatch(Character::isISOControl);
      if (bad) {
        throw refused("display_name", name);
      }
    });
    return given.orElse(null);
  }

  private static boolean isForbidden(int character) {
    return Character.isISOControl(character) || FORBIDDEN.indexOf(character) >= 0;
  }

  private static Refusal refused(String name, String value) {
    String shown = value.replaceAll("\\p{Cntrl}", "?");
    return new Refusal(
        ErrorCode.INVALID_PARAMETER,
        name,
        shown.length() <= 80 ? shown : shown.substring(0, 80) + "…");
  }
}
