package dev.darkroom.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a server is started with.
 *
 * @param data its folder
 * @param environment its settings
 * @param heap the most memory of its JVM, such as {@code 256m}
 * @param prefix a program and its arguments that runs it, such as {@code ip netns exec}; usually
 *     none
 * @param version classes, or a jar, of another version of the server; null for this one
 */
public record ServerSetup(
    Path data,
    Map<String, String> environment,
    String heap,
    List<String> prefix,
    @Nullable Path version) {
  private static final String HEAP = "384m";

  /** Copies what it is given. */
  public ServerSetup {
    environment = Map.copyOf(environment);
    prefix = List.copyOf(prefix);
  }

  /** On a new, empty data folder of that name, any free ports. */
  public static ServerSetup fresh(String name) {
    Path data = Path.of("target", "servers", name).toAbsolutePath();
    deleteTree(data);
    return new ServerSetup(
        data,
        Map.of(
            "DARKROOM_HTTP_PORT", "0",
            "DARKROOM_CLUSTER_PORT", "0",
            "DARKROOM_DATA", data.toString()),
        HEAP,
        List.of(),
        null);
  }

  /** The same with one more setting. */
  public ServerSetup with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new ServerSetup(data, more, heap, prefix, version);
  }

  /** The same with another heap. */
  public ServerSetup withHeap(String size) {
    return new ServerSetup(data, environment, size, prefix, version);
  }

  /** The same, run by another program. */
  public ServerSetup inside(String... program) {
    return new ServerSetup(data, environment, heap, List.of(program), version);
  }

  /** The same, of another version. */
  public ServerSetup of(Path classes) {
    return new ServerSetup(data, environment, heap, prefix, classes);
  }

  /** Starts it; returns when it is ready. */
  public ServerProcess start() {
    return ServerProcess.start(this);
  }

  private static void deleteTree(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.toList().reversed();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
