package dev.darkroom.config;

/** A setting that cannot be used, told in one sentence that names it; the server does not start. */
public final class InvalidSetting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidSetting(String sentence) {
    super(sentence, null, false, false);
  }

  InvalidSetting(Setting setting, String complaint) {
    this(setting.variable() + " (" + setting.key() + "): " + complaint);
  }
}
