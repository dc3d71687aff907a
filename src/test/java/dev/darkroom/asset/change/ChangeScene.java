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

  /** The notifications that came to a hook, waited for, without what every one has. */
  List<JsonObject> told(String hook, int count) {
    String path = hook.substring(hook.lastIndexOf('/'));
    return receiver.await(arrival -> arrival.path().equals(path), count).stream()
        .map(Receiver.Arrival::json)
        .map(this::withoutCommon)
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

  /** What names an asset in a notification. */
  static JsonObject named(JsonObject uploaded) {
    return new JsonObject()
        .put("asset_id", uploaded.getString("asset_id"))
        .put("public_id", uploaded.getString("public_id"))
        .put("resource_type", "image")
        .put("type", "upload");
  }

  /** The same without the public id. */
  static JsonObject unnamed(JsonObject uploaded) {
    JsonObject json = named(uploaded);
    json.remove("public_id");
    return json;
  }

  static JsonArray array(Object... items) {
    return new JsonArray(List.of(items));
  }

  private JsonObject withoutCommon(JsonObject body) {
    JsonObject by = body.getJsonObject("notification_context").getJsonObject("triggered_by");
    String key = SharedServer.server().key();
    if (!by.equals(JsonObject.of("source", "api", "id", key))
        || !body.getString("signature_key").equals(key)
        || !body.getJsonObject("notification_context")
            .getString("triggered_at")
            .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z")) {
      throw new AssertionError(body.encode());
    }
    body.remove("notification_context");
    body.remove("signature_key");
    return body;
  }

  @Override
  public void close() {
    receiver.close();
  }
}
