package dev.darkroom.protocol;

/** What an environment defines under names (reference/admin-api.md 9 to 12). */
public enum CatalogKind {
  TRANSFORMATION("Transformation"),
  UPLOAD_PRESET("Upload preset"),
  UPLOAD_MAPPING("Upload mapping"),
  STREAMING_PROFILE("Streaming profile");

  private final String words;

  CatalogKind(String words) {
    this.words = words;
  }

  /** That there is none of this name. */
  public Refusal notFound(String name) {
    return new Refusal(ErrorCode.NOT_FOUND, words, shown(name));
  }

  /** That there is one of this name already. */
  public Refusal conflict(String name) {
    return new Refusal(ErrorCode.CONFLICT, words + " " + shown(name));
  }

  private static String shown(String name) {
    return name.length() <= 200 ? name : name.substring(0, 200) + "…";
  }
}
