package dev.darkroom.api.upload;

import dev.darkroom.protocol.EagerItem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Understands the {@code eager} parameter; refuses what the language refuses. */
public final class EagerSyntax {
  private static final Pattern WITH_FORMAT = Pattern.compile("(.*?)/?([a-z0-9]{2,5})");

  /** The items of the text, which are joined by {@code |}. */
  public List<EagerItem> parse(String eager) {
    List<EagerItem> items = new ArrayList<>();
    for (String item : eager.split("\\|", -1)) {
      if (!item.isBlank()) {
        int slash = item.lastIndexOf('/');
        String last = item.substring(slash + 1);
        boolean format = WITH_FORMAT.matcher(last).matches();
        items.add(
            format
                ? new EagerItem(item, item.substring(0, Math.max(slash, 0)), last)
                : new EagerItem(item, item, ""));
      }
    }
    return items;
  }
}
