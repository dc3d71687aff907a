package dev.darkroom.bench;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * One picture of 300 on a real server: how long it takes, and the most memory that the server's
 * process ever had resident (Linux). Arguments: how many, and the heap.
 */
public final class ComposeBench {
  private ComposeBench() {}

  /** Measures sprites and animations. */
  public static void main(String[] arguments) throws IOException {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
    String heap = arguments.length > 1 ? arguments[1] : "192m";
    try (ServerProcess server = ServerSetup.fresh("compose-bench").withHeap(heap).start()) {
      Api api = new Api(server);
      System.out.printf(Locale.ROOT, "start: %s%n", memory(server));
      for (int i = 0; i < count; i++) {
        byte[] photo = Pictures.photo(1200, 900, i);
        api.upload(
                "image",
                "p.jpg",
                photo,
                Map.of("public_id", "bench/%03d".formatted(i), "tags", "b"))
            .ok();
      }
      System.out.printf(Locale.ROOT, "%d uploads of 1200 x 900: %s%n", count, memory(server));
      compose(api, "sprite", "png", "c_fill,h_150,w_200");
      compose(api, "sprite", "jpg", "c_fill,h_200,w_260");
      compose(api, "multi", "gif", "c_fill,h_150,w_200");
      compose(api, "multi", "webp", "c_fill,h_150,w_200");
      compose(api, "multi", "pdf", "c_fill,h_300,w_400");
    }
  }

  private static void compose(Api api, String what, String format, String transformation)
      throws IOException {
    long start = System.nanoTime();
    Api.Reply reply =
        api.post("image/" + what, "tag", "b", "transformation", transformation, "format", format);
    double seconds = (System.nanoTime() - start) / 1e9;
    JsonObject body = reply.body();
    System.out.printf(
        Locale.ROOT,
        "%s.%s of %s: %d in %.1f s, %s %s%n",
        what,
        format,
        transformation,
        reply.status(),
        seconds,
        memory(api.server()),
        reply.status() == 200 ? body.getLong("version") : reply.error());
  }

  private static String memory(ServerProcess server) throws IOException {
    Path status = Path.of("/proc", Long.toString(server.handle().pid()), "status");
    String lines = Files.readString(status);
    return "RSS " + megabytes(lines, "VmRSS") + " MB, most " + megabytes(lines, "VmHWM") + " MB";
  }

  private static long megabytes(String lines, String name) {
    String digits = lines.split(name + ":", 2)[1].split("kB", 2)[0].strip();
    return Long.parseLong(digits) / 1024;
  }
}
