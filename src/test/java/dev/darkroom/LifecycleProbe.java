package dev.darkroom;

import dev.darkroom.config.SettingsLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A process with two parts that behaves as its argument says; for tests of its end. */
public final class LifecycleProbe {
  private LifecycleProbe() {}

  /** Starts the parts, then does what {@code arguments[0]} says. */
  public static void main(String[] arguments) {
    Duration patience = Duration.ofMillis(arguments[0].equals("stuck") ? 300 : 20_000);
    Lifecycle.run(patience, lifecycle -> start(lifecycle, arguments[0]));
  }

  private static void start(Lifecycle lifecycle, String mode) throws Exception {
    Lifecycle.await(lifecycle.startBeside("first", () -> part("first"), LifecycleProbe::stop));
    lifecycle.start("second", () -> part("second"), part -> stop(mode, part));
    switch (mode) {
      case "misconfigured" ->
          SettingsLoader.load(Path.of("none"), Map.of("DARKROOM_HTTP_PORT", "eighty"));
      case "failing" -> throw new IllegalStateException("The third part is missing.");
      case "orphaned" -> Lifecycle.stopWithParent();
      default -> {}
    }
    System.err.println("up " + ProcessHandle.current().pid());
    new CountDownLatch(1).await();
  }

  private static String part(String name) {
    System.out.println(name + " started");
    return name;
  }

  private static void stop(String mode, String part) throws InterruptedException {
    if (mode.equals("stuck")) {
      new CountDownLatch(1).await();
    }
    stop(part);
  }

  private static void stop(String part) {
    System.out.println(part + " stopped");
  }
}
