package dev.darkroom.transform.engine;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.transform.plan.Size;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.logging.Log;
import org.apache.fontbox.FontBoxFont;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/**
 * Pages of PDF files, read by a child process with little memory that is killed when it takes too
 * long. One question at a time; the process stays for the next one.
 */
final class PdfReader implements AutoCloseable {
  /** Larger pages are drawn at this size and enlarged. */
  private static final double MOST_PIXELS = 16_000_000;

  private static final int PIXEL = 4;

  private final Duration time;
  private final Path caches;
  private volatile @Nullable PdfProcess process;
  private volatile boolean closed;

  /**
   * Starts nothing yet.
   *
   * @param time for one question
   * @param caches a folder for what is known of the system's fonts
   */
  PdfReader(Duration time, Path caches) {
    this.time = time;
    this.caches = caches;
  }

  /** How many pages a file has, and how large that one is. */
  record Facts(int pages, Size page) {}

  /** The header, from that page; nothing when the file is broken. */
  Optional<Facts> facts(Path file, int page) {
    String[] answer = ask("probe\t" + page + "\t" + named(file)).split("\t", -1);
    if (!understood(answer[0], page)) {
      return Optional.empty();
    }
    Size size = new Size(Integer.parseInt(answer[2]), Integer.parseInt(answer[3]));
    return Optional.of(new Facts(Integer.parseInt(answer[1]), size));
  }

  /** A page on white, no larger than asked and than memory allows. */
  NativeImage page(Scope scope, Path file, int page, Size asked) {
    Size size = bounded(asked);
    try {
      Path result = Files.createTempFile("darkroom-page", ".raw");
      try {
        String question =
            "draw\t" + page + "\t" + size.width() + "\t" + size.height() + "\t" + result;
        if (!understood(ask(question + "\t" + named(file)), page)) {
          throw Loader.broken();
        }
        byte[] pixels = Files.readAllBytes(result);
        if (pixels.length != PIXEL * size.area()) {
          throw Loader.broken();
        }
        return scope.pixels(pixels, size.width(), size.height());
      } finally {
        Files.deleteIfExists(result);
      }
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  @Override
  public void close() {
    closed = true;
    PdfProcess running = process;
    if (running != null) {
      running.kill();
    }
  }

  private static boolean understood(String word, int page) {
    return switch (word) {
      case PdfProgram.OK -> true;
      case PdfProgram.LOCKED -> throw new Refusal(ErrorCode.PASSWORD_PROTECTED);
      case PdfProgram.NO_PAGE ->
          throw new Refusal(ErrorCode.INVALID_TRANSFORMATION_VALUE, "page", page);
      default -> false;
    };
  }

  /** A process may have ended because it was idle, so an old one gets a successor. */
  private synchronized String ask(String question) {
    if (closed) {
      throw new Refusal(ErrorCode.UNAVAILABLE, "The image engine");
    }
    PdfProcess old = process;
    if (old != null && old.isAlive()) {
      Optional<String> answer = old.ask(question, time);
      if (answer.isPresent() || old.worked()) {
        return answer.orElse(PdfProgram.BROKEN);
      }
    }
    PdfProcess fresh = PdfProcess.start(classPath(), caches);
    process = fresh;
    return fresh.ask(question, time).orElse(PdfProgram.BROKEN);
  }

  private static String named(Path file) {
    return file.toAbsolutePath().toString();
  }

  private static Size bounded(Size asked) {
    double factor = Math.min(1, Math.sqrt(MOST_PIXELS / asked.area()));
    return new Size(
        (int) Math.max(1, asked.width() * factor), (int) Math.max(1, asked.height() * factor));
  }

  /** Only what the program needs; in the packed server all of it is one jar. */
  private static String classPath() {
    Set<String> places = new LinkedHashSet<>();
    Function<Class<?>, Path> place =
        type ->
            Path.of(
                URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
    for (Class<?> type :
        new Class<?>[] {
          PdfProgram.class, PDDocument.class, RandomAccessRead.class, FontBoxFont.class, Log.class
        }) {
      places.add(place.apply(type).toString());
    }
    return String.join(File.pathSeparator, places);
  }
}
