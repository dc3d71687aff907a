package dev.darkroom.asset.change;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.SharedServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The shared server with assets of this test's own, and a receiver for what changes tell. */
final class ChangeScene implements AutoCloseable {
  private static final byte[] PICTURE = Pictures.photo(40, 30, 1);
  private static final AtomicInteger COUNT = new AtomicInteger();

  final Api api = SharedServer.api();
  final Receiver receiver = Receiver.start();

  /** An asset's name that nobody else uses. */
  String fresh(String name) {
    return "change/" + name + COUNT.incrementAndGet();
  }

  /** Uploads a picture; fields are {@code name, value} pairs. */
  JsonObject upload(String publicId, String... fields) {
    Map<String, String> all = new HashMap<>(Map.of("public_id", publicId));
    for (int at = 0; at < fields.length; at += 2) {
      all.put(fields[at], fields[at + 1]);
    }
    return api.upload("image", "photo.jpg", PICTURE, all).ok();
  }

  /** Where a call's events go, for this call only. */
  String hook() {
    return receiver.url("/hook" + COUNT.incrementAndGet());
  }

  /** The notifications that came to a hook, waited for. */
  List<JsonObject> told(String hook, int count) {
    String path = hook.substring(hook.lastIndexOf('/'));
    return receiver.await(arrival -> arrival.path().equals(path), count).stream()
        .map(Receiver.Arrival::json)
        .toList();
  }

  /** How many notifications came to a hook so far. */
  int count(String hook) {
    String path = hook.substring(hook.lastIndexOf('/'));
    return receiver.arrivals(arrival -> arrival.path().equals(path)).size();
  }

  JsonObject details(String publicId) {
    return api.get("resources/image/upload/" + publicId).ok();
  }

  static JsonArray array(Object... items) {
    return new JsonArray(List.of(items));
  }

  @Override
  public void close() {
    receiver.close();
  }
}
