package dev.darkroom.api;

import dev.darkroom.blob.BlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.BusMessage;
import dev.darkroom.protocol.CreateTrigger;
import dev.darkroom.protocol.DeleteTrigger;
import dev.darkroom.protocol.DeliverAsset;
import dev.darkroom.protocol.DeliveredAsset;
import dev.darkroom.protocol.DeliveryPage;
import dev.darkroom.protocol.DescribeAsset;
import dev.darkroom.protocol.DestroyAsset;
import dev.darkroom.protocol.DestroyedAsset;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.FindEnvironment;
import dev.darkroom.protocol.FindPreset;
import dev.darkroom.protocol.FindTrigger;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.FoundPreset;
import dev.darkroom.protocol.ListDeliveries;
import dev.darkroom.protocol.ListTriggers;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SignatureAlgorithm;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoredAsset;
import dev.darkroom.protocol.Trigger;
import dev.darkroom.protocol.TriggerList;
import dev.darkroom.protocol.UpdateAsset;
import dev.darkroom.protocol.UpdateTrigger;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers the messages of the HTTP edge from memory, and remembers them. */
final class FakeBackend extends VerticleBase {
  static final Environment DEMO =
      new Environment(
          1,
          "demo",
          "e".repeat(32),
          FolderMode.DYNAMIC,
          SignatureAlgorithm.SHA1,
          List.of(new AccessKey("key", "secret", "root", true, Instant.EPOCH, false)));

  private static final Instant CREATED = Instant.parse("2024-05-06T07:08:09Z");

  final ConcurrentLinkedDeque<BusMessage> messages = new ConcurrentLinkedDeque<>();
  final Map<String, DeliveredAsset> assets = new ConcurrentHashMap<>();
  private final Map<String, Trigger> triggers = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final Bus bus;
  private final BlobStore blobs;

  FakeBackend(Bus bus, BlobStore blobs) {
    this.bus = bus;
    this.blobs = blobs;
  }

  /** The newest message, which must be of that type. */
  <M extends BusMessage> M last(Class<M> type) {
    return type.cast(messages.getLast());
  }

  @Override
  public Future<?> start() {
    bus.serve(FindEnvironment.ADDRESS, this::environment);
    bus.serve(StoreAsset.ADDRESS, this::store);
    bus.serve(FindPreset.ADDRESS, this::preset);
    bus.serve(DestroyAsset.ADDRESS, this::destroy);
    bus.serve(DescribeAsset.ADDRESS, this::describe);
    bus.serve(UpdateAsset.ADDRESS, asked -> Future.succeededFuture(new Answer("{}")));
    bus.serve(DeliverAsset.ADDRESS, this::deliver);
    bus.serve(ListTriggers.ADDRESS, this::list);
    bus.serve(FindTrigger.ADDRESS, asked -> Future.succeededFuture(trigger(asked.id())));
    bus.serve(CreateTrigger.ADDRESS, this::create);
    bus.serve(UpdateTrigger.ADDRESS, this::update);
    bus.serve(DeleteTrigger.ADDRESS, this::delete);
    bus.serve(ListDeliveries.ADDRESS, this::deliveries);
    return Future.succeededFuture();
  }

  private Future<Environment> environment(FindEnvironment asked) {
    return asked.cloud().equals("demo")
        ? Future.succeededFuture(DEMO)
        : Future.failedFuture(new Refusal(ErrorCode.INVALID_CLOUD_NAME, asked.cloud()));
  }

  /** {@code open} and {@code closed}: unsigned without public ids, and signed only. */
  private Future<FoundPreset> preset(FindPreset asked) {
    if (!List.of("open", "closed").contains(asked.name())) {
      return Future.failedFuture(new Refusal(ErrorCode.UPLOAD_PRESET_NOT_FOUND));
    }
    boolean open = asked.name().equals("open");
    Map<String, String> parameters =
        Map.of("tags", "preset", "context", "a=1|b=2", "folder", "preset", "eager", "w_10");
    return Future.succeededFuture(new FoundPreset(asked.name(), open, open, parameters));
  }

  private Future<StoredAsset> store(StoreAsset asked) {
    messages.add(asked);
    PublicId named = asked.naming().publicId();
    String name = named == null ? "generated" : named.value();
    if (name.equals("refused")) {
      return Future.failedFuture(new Refusal(ErrorCode.INVALID_IMAGE_FILE));
    }
    if (name.equals("broken")) {
      return Future.failedFuture(new IllegalStateException("a bug in the asset store"));
    }
    if (asked.flow().async() || asked.content() == null) {
      return Future.succeededFuture(new StoredAsset("{\"status\":\"pending\"}", null, 0))
          .compose(answer -> forget(asked, answer));
    }
    String body =
        new JsonObject()
            .put("asset_id", "a".repeat(32))
            .put("public_id", name)
            .put("version", 1)
            .put("version_id", "b".repeat(32))
            .put("bytes", asked.content().blob().size())
            .encode();
    StoredAsset answer = new StoredAsset(body, name, 1);
    return blobs.keep(asked.content()).compose(kept -> forget(asked, answer));
  }

  private Future<StoredAsset> forget(StoreAsset asked, StoredAsset answer) {
    return asked.content() == null
        ? Future.succeededFuture(answer)
        : blobs.discard(asked.content()).map(answer);
  }

  private Future<DestroyedAsset> destroy(DestroyAsset asked) {
    messages.add(asked);
    return Future.succeededFuture(
        new DestroyedAsset(asked.key().publicId().value().equals("there"), null));
  }

  private Future<Answer> describe(DescribeAsset asked) {
    messages.add(asked);
    String name = Objects.requireNonNull(asked.key()).publicId().value();
    return name.equals("missing")
        ? Future.failedFuture(new Refusal(ErrorCode.RESOURCE_NOT_FOUND, name))
        : Future.succeededFuture(new Answer(JsonObject.of("public_id", name).encode()));
  }

  private Future<DeliveredAsset> deliver(DeliverAsset asked) {
    messages.add(asked);
    String name = asked.key().publicId().value();
    DeliveredAsset asset = assets.get(name);
    return asset == null
        ? Future.failedFuture(new Refusal(ErrorCode.RESOURCE_NOT_FOUND, name))
        : Future.succeededFuture(asset);
  }

  private Future<TriggerList> list(ListTriggers asked) {
    return Future.succeededFuture(
        new TriggerList(
            triggers.values().stream()
                .filter(t -> asked.eventType() == null || asked.eventType() == t.eventType())
                .toList()));
  }

  private Trigger trigger(String id) {
    Trigger trigger = triggers.get(id);
    if (trigger == null) {
      throw new Refusal(ErrorCode.NOT_FOUND, "Trigger", id);
    }
    return trigger;
  }

  private Future<Trigger> create(CreateTrigger asked) {
    messages.add(asked);
    Trigger trigger =
        new Trigger(
            "t" + ids.incrementAndGet(),
            asked.eventType(),
            asked.uri(),
            asked.uriType(),
            asked.additive(),
            asked.filter(),
            asked.payloadTemplate(),
            asked.authScheme(),
            CREATED,
            CREATED);
    boolean taken =
        triggers.values().stream()
            .anyMatch(t -> t.eventType() == trigger.eventType() && t.uri().equals(trigger.uri()));
    if (taken) {
      return Future.failedFuture(new Refusal(ErrorCode.CONFLICT, "Trigger"));
    }
    triggers.put(trigger.id(), trigger);
    return Future.succeededFuture(trigger);
  }

  private Future<Trigger> update(UpdateTrigger asked) {
    messages.add(asked);
    Trigger before = trigger(asked.id());
    Trigger after =
        new Trigger(
            before.id(),
            before.eventType(),
            asked.newUri() == null ? before.uri() : asked.newUri(),
            before.uriType(),
            asked.additive() == null ? before.additive() : asked.additive(),
            before.filter(),
            before.payloadTemplate(),
            before.authScheme(),
            CREATED,
            CREATED);
    triggers.put(asked.id(), after);
    return Future.succeededFuture(after);
  }

  private Future<Done> delete(DeleteTrigger asked) {
    messages.add(asked);
    triggers.remove(trigger(asked.id()).id());
    return Future.succeededFuture(new Done());
  }

  private Future<DeliveryPage> deliveries(ListDeliveries asked) {
    messages.add(asked);
    DeliveryPage.Entry entry =
        new DeliveryPage.Entry(
            7,
            5,
            EventType.UPLOAD,
            "sample",
            "http://x/",
            "pending",
            1,
            CREATED,
            CREATED,
            null,
            500,
            "it answered 500");
    return Future.succeededFuture(new DeliveryPage(List.of(entry), "next"));
  }
}
