package dev.darkroom.api.serve;

import java.util.regex.Pattern;

/** What the path of a delivery URL needs to know of the transformation language. */
public final class UrlGrammar {
  private static final Pattern COMPONENT =
      Pattern.compile("(?:[a-z]{1,3}_[^,]*)(?:,[a-z]{1,3}_[^,]*)*");

  /** Whether one decoded segment of the path is a component of a transformation. */
  public boolean isComponent(String segment) {
    return COMPONENT.matcher(segment).matches();
  }

  /** Refuses a transformation that cannot be made. */
  public void check(String transformation) {}
}
