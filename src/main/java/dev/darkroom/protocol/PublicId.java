package dev.darkroom.protocol;

/**
 * The name a caller gives an asset: unique per resource type and delivery type of an environment,
 * at most 255 characters, may hold {@code /}; or the web address of what was fetched.
 */
public record PublicId(String value) {
  private static final int MAXIMUM_LENGTH = 255;
  private static final int LONGEST_URL = 1_024;
  private static final String FORBIDDEN = "?&#\\%<>+";

  public PublicId {
    if (!isOne(value)) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "public_id", shown(value));
    }
  }

  /** Whether the text can be one. */
  public static boolean isOne(String value) {
    return isRemote(value) ? isUrl(value) : isName(value);
  }

  private static boolean isName(String value) {
    return !value.isBlank()
        && value.length() <= MAXIMUM_LENGTH
        && !value.startsWith("/")
        && !value.endsWith("/")
        && value.equals(value.strip())
        && value.chars().noneMatch(PublicId::isForbidden)
        && !hasBadSegment(value);
  }

  private static boolean isUrl(String value) {
    return value.length() <= LONGEST_URL
        && value.chars().noneMatch(letter -> letter <= ' ' || letter > '~');
  }

  private static boolean isRemote(String value) {
    return value.startsWith("http://") || value.startsWith("https://");
  }

  /** Whether it is a web address, as the public ids of the type {@code fetch} are. */
  public boolean isRemote() {
    return isRemote(value);
  }

  /** The part after the last {@code /}. */
  public String name() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /** The part before the last {@code /}, empty at the root. */
  public String folder() {
    int slash = isRemote() ? -1 : value.lastIndexOf('/');
    return slash < 0 ? "" : value.substring(0, slash);
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isForbidden(int character) {
    return Character.isISOControl(character) || FORBIDDEN.indexOf(character) >= 0;
  }

  private static boolean hasBadSegment(String value) {
    for (String segment : value.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
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
