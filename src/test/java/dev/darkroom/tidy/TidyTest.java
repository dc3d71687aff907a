package dev.darkroom.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.googlejavaformat.java.FormatterException;
import com.sun.source.tree.ClassTree;
import dev.darkroom.testing.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The budgets of the style: each finding names its place. */
final class TidyTest {
  private static final int FILE_LINES = 400;
  private static final int VERTICLE_LINES = 120;
  private static final int MAIN_LINES = 80;
  private static final Pattern BANNED_NAME =
      Pattern.compile(".*(Impl|Utils?|Helper|Manager|Base|DTO|Dto)");
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|@Dis" + "abled|Thread\\.sl" + "eep");

  @Test
  void filesAreShort() throws IOException {
    List<String> findings = new ArrayList<>();
    for (Path file : Format.javaFiles()) {
      long lines = Files.readString(file).lines().count();
      if (lines > budget(file)) {
        findings.add(file + " has " + lines + " lines");
      }
    }
    assertEquals(List.of(), findings);
  }

  private static int budget(Path file) {
    String name = file.getFileName().toString();
    if (name.equals("Main.java")) {
      return MAIN_LINES;
    }
    return name.endsWith("Verticle.java") ? VERTICLE_LINES : FILE_LINES;
  }

  @Test
  void filesAreLaidOutByGoogleJavaFormat() throws IOException, FormatterException {
    List<String> findings = new ArrayList<>();
    for (Path file : Format.javaFiles()) {
      String source = Files.readString(file);
      if (!Format.format(source).equals(source)) {
        findings.add(file + ": run mvn test-compile exec:exec@format");
      }
    }
    assertEquals(List.of(), findings);
  }

  @Test
  void methodsAreShortAndFlat() throws IOException {
    assertEquals(List.of(), new MethodBudget().findings(Format.javaFiles()));
  }

  @Test
  void namesSayWhatThingsAre() throws IOException {
    List<String> findings = new ArrayList<>();
    new MethodBudget()
        .classes(Format.javaFiles())
        .map(ClassTree::getSimpleName)
        .filter(name -> BANNED_NAME.matcher(name).matches())
        .forEach(name -> findings.add(name + " has a suffix that says nothing"));
    assertEquals(List.of(), findings);
  }

  @Test
  void nothingIsLeftUnfinished() throws IOException {
    List<String> findings = new ArrayList<>();
    for (Path file : Format.javaFiles()) {
      if (UNFINISHED.matcher(Files.readString(file)).find()) {
        findings.add(file + " is unfinished, switched off, or sleeps");
      }
    }
    assertEquals(List.of(), findings);
  }

  @Test
  void everyPackageSaysWhatItOwns() throws IOException {
    List<String> findings = new ArrayList<>();
    for (Path file : Format.javaFiles()) {
      Path folder = file.getParent();
      if (file.startsWith("src/main") && !Files.exists(folder.resolve("package-info.java"))) {
        findings.add(folder + " has no package-info.java");
      }
    }
    assertEquals(List.of(), findings.stream().distinct().toList());
  }
}
