package dev.darkroom.asset.upload.script;

/** {@code null} and {@code undefined}. */
enum Nothing {
  NOTHING;

  @Override
  public String toString() {
    return "undefined";
  }
}
