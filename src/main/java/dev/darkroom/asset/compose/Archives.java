package dev.darkroom.asset.compose;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson.Earlier;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.blob.ArchiveWriter;
import dev.darkroom.blob.BlobWriter;
import dev.darkroom.blob.ChunkOutput;
import dev.darkroom.protocol.ArchiveLayout;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.CreateArchive;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.EagerItem;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.PlanArchive;
import dev.darkroom.protocol.PlannedArchive;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.RenderBlob;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StagedBlob;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Archives of assets (reference/upload-api.md 5.11): packed into a raw asset, or planned for who
 * packs while sending. For virtual threads.
 */
final class Archives implements Craft<CreateArchive, StoredAsset> {
  /** The largest archive that is stored, bytes. */
  private static final long LARGEST = 10L * 1024 * 1024 * 1024;

  private final AssetParts parts;
  private final MadeAssets made;
  private final Derivations derivations;
  private final ArchiveSelector selector;

  Archives(AssetParts parts, Derivations derivations) {
    this.parts = parts;
    this.made = new MadeAssets(parts);
    this.derivations = derivations;
    this.selector = new ArchiveSelector(parts.database());
  }

  @Override
  public String kind() {
    return "generate_archive";
  }

  @Override
  public Class<CreateArchive> orders() {
    return CreateArchive.class;
  }

  @Override
  public void check(CreateArchive order) {
    named(order.environmentId(), order.layout());
    selector.select(order.environmentId(), order.selection());
  }

  @Override
  public StoredAsset make(CreateArchive order, Turn turn) {
    ArchiveSelector.Selected selected = selector.select(order.environmentId(), order.selection());
    ArchiveLayout layout = named(order.environmentId(), order.layout());
    List<ArchivePlan.Entry> entries = ArchivePlan.of(selected.assets(), layout);
    StagedBlob packed = packed(layout, entries, turn);
    try {
      made.keep(packed);
      return stored(order, turn, packed, new Contents(selected, entries.size()));
    } finally {
      parts.blobs().discard(packed).await();
    }
  }

  /** What an archive that is packed while it is sent consists of; derived pictures are made now. */
  PlannedArchive plan(PlanArchive asked, Patience patience) {
    ArchiveSelector.Selected selected = selector.select(asked.environmentId(), asked.selection());
    ArchiveLayout layout = named(asked.environmentId(), asked.layout());
    List<PlannedArchive.Entry> entries = new ArrayList<>();
    for (ArchivePlan.Entry entry : ArchivePlan.of(selected.assets(), layout)) {
      patience.require();
      entries.add(
          new PlannedArchive.Entry(
              entry.name(), blob(entry, true), entry.asset().content().uploadedAt()));
    }
    return new PlannedArchive(List.copyOf(entries));
  }

  @Override
  public JsonObject subject(CreateArchive order) {
    JsonObject subject = new JsonObject();
    Optional.ofNullable(order.publicId()).ifPresent(id -> subject.put("public_id", id));
    return subject.put("resource_type", "raw").put("type", "upload");
  }

  /** With the formats that named transformations name, since files are called by them. */
  private ArchiveLayout named(long environmentId, ArchiveLayout layout) {
    List<EagerItem> items =
        layout.transformations().stream()
            .map(item -> {
              String named = Expansion.format(parts.bus(), environmentId, item.transformation());
              return item.format().isEmpty()
                  ? new EagerItem(item.requested(), item.transformation(), named)
                  : item;
            })
            .toList();
    return layout.with(items);
  }

  private record Contents(ArchiveSelector.Selected selected, int files) {}

  private StoredAsset stored(CreateArchive order, Turn turn, StagedBlob packed, Contents contents) {
    Asset draft = draft(order, turn, packed);
    boolean told = order.terms().async() || order.terms().notificationUrl() != null;
    return made.tell(
            turn,
            told ? EventType.GENERATE_ARCHIVE : null,
            connection -> {
              Asset asset = made.put(connection, draft);
              return new MadeAssets.Stored(asset, body(turn, asset, contents));
            })
        .answer();
  }

  private JsonObject body(Turn turn, Asset asset, Contents contents) {
    JsonObject body = parts.json(turn.environment()).uploaded(asset, List.of(), Earlier.NONE);
    body.remove("original_filename");
    body.put("resource_count", contents.selected().assets().size())
        .put("file_count", contents.files());
    contents.selected().tellMissing(body);
    return body;
  }

  private Asset draft(CreateArchive order, Turn turn, StagedBlob packed) {
    String ending = "." + order.layout().format();
    String given = Optional.ofNullable(order.publicId()).orElseGet(RandomNames::next);
    PublicId name = new PublicId(given.endsWith(ending) ? given : given + ending);
    AssetKey key = new AssetKey(ResourceType.RAW, DeliveryType.UPLOAD, name);
    Asset draft = made.draft(turn, key, made.file(packed));
    Asset.Place place =
        order.assetFolder() == null
            ? draft.place()
            : new Asset.Place(order.assetFolder(), draft.place().displayName());
    return draft
        .with(place)
        .with(new Asset.Labels(order.tags(), draft.labels().context(), new JsonObject()));
  }

  private StagedBlob packed(ArchiveLayout layout, List<ArchivePlan.Entry> entries, Turn turn) {
    BlobWriter writer = parts.blobs().stage(LARGEST).await();
    try {
      ChunkOutput out = new ChunkOutput(piece -> writer.write(piece).await());
      try (ArchiveWriter archive = ArchiveWriter.of(layout.format(), out)) {
        int done = 0;
        for (ArchivePlan.Entry entry : entries) {
          BlobRef blob = blob(entry, layout.keepDerived());
          archive.add(
              entry.name(),
              entry.asset().content().uploadedAt(),
              parts.blobs().local(blob, null).await());
          turn.report(++done, entries.size());
        }
      }
      return writer.finish().await();
    } catch (IOException failure) {
      writer.abort().await();
      throw new UncheckedIOException(failure);
    } catch (RuntimeException failure) {
      writer.abort().await();
      throw failure;
    }
  }

  private BlobRef blob(ArchivePlan.Entry entry, boolean kept) {
    EagerItem item = entry.item();
    if (item == null) {
      return entry.asset().blob();
    }
    String extension = item.format().isEmpty() ? entry.asset().format() : item.format();
    if (kept) {
      return derivations.find(entry.asset(), item.transformation(), extension).blob();
    }
    String transformation =
        Expansion.of(parts.bus(), entry.asset().environmentId(), item.transformation());
    ImageFacts image = Objects.requireNonNull(entry.asset().image());
    return parts
        .bus()
        .request(
            RenderBlob.ADDRESS,
            new RenderBlob(entry.asset().blob(), image, transformation, extension))
        .await()
        .blob();
  }
}
