package dev.darkroom.asset.upload.script;

/** What is wrong with a script, in words for its author. It has no stack trace. */
public final class ScriptError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A script that cannot go on. */
  public ScriptError(String message) {
    super(message, null, false, false);
  }

  /** The words, never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
