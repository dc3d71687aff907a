package dev.darkroom.api.upload;

import dev.darkroom.protocol.EagerItem;
import java.util.List;

/** Understands the {@code eager} parameter; refuses what the language refuses. */
@FunctionalInterface
public interface EagerSyntax {
  /** The items of the text, which are joined by {@code |}. */
  List<EagerItem> parse(String eager);
}
