package dev.darkroom.testing;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Lays out every Java file of the project with google-java-format, on the JDK that compiles it. */
public final class Format {
  private static final Formatter FORMATTER = new Formatter();

  private Format() {}

  /** Rewrites the files that are not laid out as they should be, and names them. */
  public static void main(String[] arguments) throws IOException, FormatterException {
    for (Path file : javaFiles()) {
      String source = Files.readString(file);
      String formatted = format(source);
      if (!formatted.equals(source)) {
        Files.writeString(file, formatted);
        System.out.println("formatted " + file);
      }
    }
  }

  /** Every Java file under {@code src}, sorted. */
  public static List<Path> javaFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /** The source as it should be laid out. */
  public static String format(String source) throws FormatterException {
    String tidy = RemoveUnusedImports.removeUnusedImports(source);
    return FORMATTER.formatSource(ImportOrderer.reorderImports(tidy, Style.GOOGLE));
  }
}
