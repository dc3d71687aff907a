package dev.darkroom.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows is what is there. */
final class ReadmeTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  @Test
  void theExampleIsTheFile() throws IOException {
    assertTrue(readme().contains(Files.readString(Path.of("src/site/hello.mjs"))));
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    List<String> dead =
        LINK.matcher(readme())
            .results()
            .map((MatchResult link) -> link.group(1))
            .filter(target -> !Files.exists(Path.of(target)))
            .toList();
    assertEquals(List.of(), dead);
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
