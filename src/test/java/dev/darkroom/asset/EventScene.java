package dev.darkroom.asset;

import static dev.darkroom.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.AccessRules;
import dev.darkroom.protocol.Address;
import dev.darkroom.protocol.AnalysisWanted;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.BusMessage;
import dev.darkroom.protocol.Caller;
import dev.darkroom.protocol.ChangeBy;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.EagerItem;
import dev.darkroom.protocol.EagerWanted;
import dev.darkroom.protocol.EventCommitted;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.Incoming;
import dev.darkroom.protocol.Labelling;
import dev.darkroom.protocol.Markings;
import dev.darkroom.protocol.Naming;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoredAsset;
import dev.darkroom.protocol.Terms;
import dev.darkroom.protocol.UploadFlow;
import dev.darkroom.testing.Notifications;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One environment with its asset verticle, and whoever asks: a program or a person. What is told is
 * compared as a text in which everything that is new each time has a name instead.
 */
final class EventScene implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  final AssetRig rig;
  final FolderMode mode;
  private final Map<String, String> names = new LinkedHashMap<>();
  private Caller caller;
  private String mark = "";

  EventScene(Path folder, FolderMode mode) {
    try {
      this.mode = mode;
      this.rig = new AssetRig(folder, Duration.ofSeconds(20), mode);
      this.caller = rig.caller();
      await(rig.vertx.deployVerticle(new FakeArtist(rig.bus, rig.blobs)));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** From now on somebody else asks, for assets of other names; nothing was told yet. */
  void begin(String source) {
    assertTrue(rig.events.isEmpty(), () -> "unexpected: " + rig.events);
    caller = source.equals("ui") ? rig.person() : rig.caller();
    mark = "n" + COUNT.incrementAndGet() + "n";
    names.clear();
  }

  Caller caller() {
    return caller;
  }

  long environmentId() {
    return rig.environment.id();
  }

  ChangeBy by() {
    return new ChangeBy(environmentId(), caller, null);
  }

  Terms now() {
    return new Terms(false, null, null);
  }

  Terms later() {
    return new Terms(true, null, null);
  }

  /** A name of this run: {@code kept/dog} is {@code kept<mark>/dog}. */
  String name(String plain) {
    int slash = plain.indexOf('/');
    return slash < 0 ? plain + mark : plain.substring(0, slash) + mark + plain.substring(slash);
  }

  AssetKey key(String plain) {
    return key(plain, DeliveryType.UPLOAD);
  }

  AssetKey key(String plain, DeliveryType type) {
    return new AssetKey(ResourceType.IMAGE, type, new PublicId(name(plain)));
  }

  <Q extends BusMessage, A extends BusMessage> A call(Address<Q, A> address, Q message) {
    return await(rig.bus.request(address, message));
  }

  JsonObject json(Address<? extends BusMessage, Answer> address, BusMessage message) {
    return new JsonObject(await(request(address, message)).body());
  }

  @SuppressWarnings("unchecked")
  private <Q extends BusMessage> Future<Answer> request(
      Address<Q, Answer> address, BusMessage message) {
    return rig.bus.request(address, (Q) message);
  }

  /** What an upload is to be like. */
  static final class Wish {
    @Nullable ResourceType resourceType = ResourceType.IMAGE;
    DeliveryType type = DeliveryType.UPLOAD;
    String content = "IMG one";
    @Nullable String assetFolder;
    Labelling labels = new Labelling(List.of("a", "b"), Map.of("alt", "A dog"), Map.of(), false);
    AnalysisWanted analysis = AnalysisWanted.none();
    EagerWanted eager = EagerWanted.none();
    boolean backup;
    boolean overwrite = true;
    boolean async;
    boolean token;

    void moderated(String content, String... kinds) {
      this.content = content;
      this.analysis = new AnalysisWanted(List.of(), List.of(kinds), List.of());
    }

    void eager(boolean inBackground, String... transformations) {
      List<EagerItem> items = new ArrayList<>();
      for (String each : transformations) {
        items.add(new EagerItem(each, each, ""));
      }
      eager = new EagerWanted(items, inBackground, null);
    }
  }

  /** The message of an upload. */
  StoreAsset upload(String plain, Consumer<Wish> how) {
    Wish wish = new Wish();
    wish.assetFolder = mode == FolderMode.DYNAMIC ? name("kept") : null;
    how.accept(wish);
    return new StoreAsset(
        environmentId(),
        caller,
        wish.resourceType,
        wish.type,
        rig.stage(wish.content),
        null,
        new Naming(
            new PublicId(name(plain)),
            null,
            null,
            wish.assetFolder,
            mode == FolderMode.DYNAMIC ? "Me" : null,
            "Photo.JPG",
            Naming.Rules.usual()),
        wish.labels,
        AccessRules.unchanged(),
        new Markings(null, null, wish.backup),
        Incoming.asItIs(),
        wish.eager,
        wish.analysis,
        new UploadFlow(wish.overwrite, wish.async, wish.token, null, null, null, null, false));
  }

  /** Uploads; its ids are named after the asset from now on. */
  JsonObject store(String plain, Consumer<Wish> how) {
    StoredAsset stored = call(StoreAsset.ADDRESS, upload(plain, how));
    return known(plain, new JsonObject(stored.body()));
  }

  /** Names an answer's ids after what is in it. */
  JsonObject known(String plain, JsonObject answer) {
    remember(answer.getString("asset_id"), "ID of " + plain);
    remember(answer.getString("batch_id"), "BATCH");
    return answer;
  }

  private void remember(@Nullable String id, String as) {
    if (id != null) {
      names.putIfAbsent(id, as);
    }
  }

  /** An asset with what was told of its upload forgotten. */
  JsonObject given(String plain, Consumer<Wish> how) {
    JsonObject asset = store(plain, how);
    forget();
    return asset;
  }

  JsonObject given(String plain) {
    return given(plain, wish -> {});
  }

  /** Waits until an asset's own events are told, and forgets them. */
  void forget() {
    while (!rig.nextEvent().type().word().equals("upload")) {
      // Folders are told before their asset.
    }
    rig.events.removeIf(event -> event.type().word().startsWith("moderation"));
  }

  /** The next notifications, whole and conforming, with names for what is new each time. */
  List<JsonObject> told(int count) {
    List<JsonObject> told = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      EventCommitted event = rig.nextEvent();
      told.add(plain(Notifications.conforming(new JsonObject(event.body()))));
    }
    return told;
  }

  private JsonObject plain(JsonObject body) {
    String text = body.encode();
    for (Map.Entry<String, String> name : names.entrySet()) {
      text = text.replace(name.getKey(), name.getValue());
    }
    return new JsonObject(
        text.replace(mark, "")
            .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(Z|\\+00:00)", "TIME")
            .replaceAll("\"version\":\\d{9,}", "\"version\":1")
            .replaceAll("/v\\d{9,}/", "/v1/")
            .replaceAll("\"version_id\":\"[0-9a-f]{32}\"", "\"version_id\":\"VERSION\"")
            .replaceAll("\"delete_token\":\"[0-9a-f]+\"", "\"delete_token\":\"TOKEN\"")
            .replaceAll("\"asset_id\":\"[0-9a-f]{32}\"", "\"asset_id\":\"NEW\"")
            .replaceAll("\"bytes\":\\d+", "\"bytes\":1")
            .replaceAll("\"etag\":\"[0-9a-f]{32}\"", "\"etag\":\"MD5\"")
            .replace(rig.environment.signingKey().apiKey(), "SIGNER")
            .replace(caller.requestId(), "REQUEST"));
  }

  /** A whole notification: the members of its type between those that it has in common. */
  JsonObject whole(String type, String members) {
    boolean program = caller.source().equals("api");
    Map<String, Object> all = new HashMap<>();
    all.put("notification_type", type);
    all.put(
        "notification_context",
        new JsonObject()
            .put("triggered_at", "TIME")
            .put("triggered_by", JsonObject.of("source", caller.source(), "id", caller.id())));
    all.put("signature_key", "SIGNER");
    JsonObject body = new JsonObject(all);
    if (List.of("upload", "eager").contains(type) && program) {
      body.put("api_key", caller.id());
    }
    return body.mergeIn(new JsonObject(expanded(members)));
  }

  private String expanded(String members) {
    boolean dynamic = mode == FolderMode.DYNAMIC;
    return "{"
        + members
            .replace("<dated>", "\"timestamp\":\"TIME\",\"request_id\":\"REQUEST\"")
            .replace("<sourced>", "\"source\":\"" + caller.source() + "\"")
            .replace("<names>", "\"resource_type\":\"image\",\"type\":\"upload\"")
            .replace(
                "<place>",
                dynamic
                    ? "\"asset_folder\":\"kept\",\"display_name\":\"Me\""
                    : "\"folder\":\"kept\"")
        + "}";
  }

  @Override
  public void close() {
    rig.close();
  }
}
