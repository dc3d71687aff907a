package dev.darkroom;

/** Placeholder. */
public final class Main {
  private Main() {}

  /** Starts the server. */
  public static void main(String[] arguments) {
    System.out.println("Java " + Runtime.version());
  }
}
