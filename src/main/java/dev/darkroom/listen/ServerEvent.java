package dev.darkroom.listen;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One Server-Sent Event. Only what a server of ours sends is understood: lines of id, event and
 * data, one of each.
 */
record ServerEvent(String id, String type, String data) {

  /** The next event of the stream; each id is told, also those without an event. */
  static Optional<ServerEvent> next(Iterator<String> lines, Consumer<String> position) {
    String id = "";
    String type = "";
    StringBuilder data = new StringBuilder();
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.isEmpty()) {
        if (!data.isEmpty()) {
          return Optional.of(new ServerEvent(id, type, data.toString()));
        }
        if (!id.isEmpty()) {
          position.accept(id);
        }
        id = "";
        type = "";
      } else if (line.startsWith("id:")) {
        id = value(line);
      } else if (line.startsWith("event:")) {
        type = value(line);
      } else if (line.startsWith("data:")) {
        data.append(value(line));
      }
    }
    return Optional.empty();
  }

  private static String value(String line) {
    return line.substring(line.indexOf(':') + 1).strip();
  }
}
