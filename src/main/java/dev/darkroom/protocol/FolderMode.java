package dev.darkroom.protocol;

import java.util.Locale;

/** Whether folders are a property of assets (dynamic) or the prefix of public ids (fixed). */
public enum FolderMode {
  DYNAMIC,
  FIXED;

  /** The word of the wire contract. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
