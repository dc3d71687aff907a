package dev.darkroom;

import dev.darkroom.listen.Listen;
import java.util.List;

/** What the program does when it is not told to serve. */
final class Commands {
  private static final int WRONG_USE = 2;

  private Commands() {}

  /** Runs the command that is named, if one is, and ends the process. */
  static void insteadOfServing(String[] arguments) {
    if (arguments.length > 0) {
      System.exit(run(List.of(arguments)));
    }
  }

  private static int run(List<String> words) {
    return switch (words.getFirst()) {
      case "listen" -> Listen.run(words.subList(1, words.size()), System.getenv(), System.out);
      default -> {
        System.out.println(
            "Unknown command '"
                + words.getFirst()
                + "'. Without one the server starts; there is:"
                + " listen");
        yield WRONG_USE;
      }
    };
  }
}
