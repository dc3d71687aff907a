package dev.darkroom.protocol;

/**
 * The path of an asset folder, at most 255 characters: names joined by {@code /}, none of them
 * empty. Slashes at its ends are dropped; the root is the empty path.
 */
public record FolderPath(String value) {
  private static final int MAXIMUM_LENGTH = 255;
  private static final String FORBIDDEN = "?&#\\%<>+";

  public FolderPath {
    value = value.replaceAll("^/+|/+$", "");
    if (value.length() > MAXIMUM_LENGTH
        || value.chars().anyMatch(FolderPath::isForbidden)
        || (!value.isEmpty() && hasBadName(value))) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "folder", shown(value));
    }
  }

  /** Whether it is the root. */
  public boolean isRoot() {
    return value.isEmpty();
  }

  /** The part after the last {@code /}. */
  public String name() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /** The part before the last {@code /}, empty at the root. */
  public String parent() {
    int slash = value.lastIndexOf('/');
    return slash < 0 ? "" : value.substring(0, slash);
  }

  /** Whether it lies below another folder, or is that folder. */
  public boolean isInside(FolderPath other) {
    return value.equals(other.value) || value.startsWith(other.value + "/");
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isForbidden(int character) {
    return Character.isISOControl(character) || FORBIDDEN.indexOf(character) >= 0;
  }

  private static boolean hasBadName(String value) {
    for (String name : value.split("/", -1)) {
      if (name.isBlank() || !name.equals(name.strip()) || name.equals(".") || name.equals("..")) {
        return true;
      }
    }
    return false;
  }

  private static String shown(String value) {
    String printable = value.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= 80 ? printable : printable.substring(0, 80) + "…";
  }
}
