package dev.darkroom.asset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.ChangeTags;
import dev.darkroom.protocol.ChangeTags.Command;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.testing.Api;
import dev.darkroom.testing.Notifications;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.SharedServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What consumers in the wild rely on: the rows of reference/notifications.md 8. */
final class ConsumersTest {
  private static final byte[] PICTURE = Pictures.photo(40, 30, 1);
  private static Api api;
  private static Receiver receiver;

  @BeforeAll
  static void start() {
    api = SharedServer.api();
    receiver = Receiver.start();
  }

  @AfterAll
  static void stop() {
    receiver.close();
  }

  private static Receiver.Arrival upload(String name, Map<String, String> more) {
    Map<String, String> fields = new HashMap<>(more);
    fields.put("public_id", "consumers/" + name);
    fields.put("notification_url", receiver.url("/" + name));
    api.upload("image", "photo.jpg", PICTURE, fields).ok();
    return receiver.await(arrival -> arrival.path().equals("/" + name));
  }

  @Test
  void row1TheSignatureIsLowerCaseHexOverTheRawBytes() throws GeneralSecurityException {
    Receiver.Arrival arrival =
        upload("row1", Map.of("context", "alt=Größe ☂ 猫|name=\"it's\"", "tags", "ünï,コード"));
    String timestamp = arrival.header("x-cld-timestamp");
    MessageDigest digest = MessageDigest.getInstance("SHA-1");
    digest.update(arrival.body().getBytes());
    digest.update((timestamp + SharedServer.server().secret()).getBytes(StandardCharsets.UTF_8));
    assertEquals(HexFormat.of().formatHex(digest.digest()), arrival.header("x-cld-signature"));
    assertTrue(timestamp.matches("\\d{10}"), timestamp);
    assertEquals(
        "Größe ☂ 猫",
        arrival.json().getJsonObject("context").getJsonObject("custom").getString("alt"));
    assertEquals(JsonArray.of("ünï", "コード"), arrival.json().getJsonArray("tags"));
    assertFalse(arrival.text().contains(": "), "compact");
  }

  @Test
  void row2TheContentTypeIsJson() {
    Receiver.Arrival arrival = upload("row2", Map.of());
    assertEquals("application/json", arrival.header("content-type"));
  }

  @Test
  void row3AnUploadHasWhatIsReadOfIt() {
    JsonObject body = Notifications.conforming(upload("row3", Map.of()).json());
    assertEquals(new JsonArray(), body.getJsonArray("tags"));
    assertInstanceOf(Number.class, body.getValue("version"));
    assertInstanceOf(Number.class, body.getValue("bytes"));
    assertEquals(40, body.getInteger("width"));
    assertEquals(30, body.getInteger("height"));
    assertEquals("jpg", body.getString("format"));
    assertEquals("image", body.getString("resource_type"));
    assertEquals("upload", body.getString("type"));
    assertEquals("consumers/row3", body.getString("public_id"));
    assertEquals("", body.getString("asset_folder"));
    assertEquals("row3", body.getString("display_name"));
  }

  @ParameterizedTest
  @EnumSource(FolderMode.class)
  void row3And5FolderMembersFollowTheModeAndPeopleAreNamed(FolderMode mode, @TempDir Path folder) {
    try (EventScene scene = new EventScene(folder, mode)) {
      scene.begin("ui");
      scene.store("dog", wish -> wish.assetFolder = mode == FolderMode.DYNAMIC ? "" : null);
      scene.call(
          ChangeTags.ADDRESS,
          new ChangeTags(
              scene.by(),
              ResourceType.IMAGE,
              DeliveryType.UPLOAD,
              Command.ADD,
              List.of("new"),
              List.of(scene.name("dog"))));
      List<JsonObject> told = scene.told(2);
      JsonObject uploaded = told.getFirst();
      boolean fixed = mode == FolderMode.FIXED;
      assertEquals(fixed ? "" : null, uploaded.getString("folder"));
      assertEquals(fixed ? null : "", uploaded.getString("asset_folder"));
      assertEquals(fixed, !uploaded.containsKey("display_name"));
      assertEquals("ui", told.getLast().getString("source"));
      JsonObject person = JsonObject.of("source", "ui", "id", "ada@example.com");
      told.forEach(body ->
          assertEquals(
              person, body.getJsonObject("notification_context").getJsonObject("triggered_by")));
    }
  }

  @Test
  void row4ResourcesAreArraysAndMaps() {
    assertEquals(
        Set.of("delete", "delete_by_token", "resource_tags_changed", "access_control_changed"),
        named(EventType.Resources.ARRAY));
    assertEquals(
        Set.of(
            "resource_context_changed",
            "resource_metadata_changed",
            "resource_display_name_changed",
            "move"),
        named(EventType.Resources.MAP));
  }

  private static Set<String> named(EventType.Resources resources) {
    return Stream.of(EventType.values())
        .filter(type -> type.resources() == resources)
        .map(EventType::word)
        .collect(Collectors.toSet());
  }

  @Test
  void row5CallsOfTheApiSaySo() {
    JsonObject by =
        upload("row5", Map.of())
            .json()
            .getJsonObject("notification_context")
            .getJsonObject("triggered_by");
    assertEquals(JsonObject.of("source", "api", "id", SharedServer.server().key()), by);
  }

  @Test
  void row6TheBatchIsTheOneOfTheAnswer() {
    String hook = receiver.url("/row6");
    JsonObject answer =
        api.upload(
                "image",
                "photo.jpg",
                PICTURE,
                Map.of("public_id", "consumers/row6", "async", "true", "notification_url", hook))
            .ok();
    JsonObject body = receiver.await(arrival -> arrival.path().equals("/row6")).json();
    assertTrue(answer.getString("batch_id").matches("[0-9a-f]{96}"));
    assertEquals(answer.getString("batch_id"), body.getString("batch_id"));
    assertEquals("upload", body.getString("notification_type"));
  }
}
