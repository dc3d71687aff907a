package dev.darkroom.asset.compose;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetJson;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.AssetUrls;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.asset.store.Derived;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.Rendition;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sprites and animations as assets. Each form of one is a derived version of it, a sprite's texts
 * as well; when its members change, it gets a new version, and with that its forms are gone. For
 * virtual threads.
 */
final class Sheets {
  private static final int MOST_ATTEMPTS = 5;

  private final AssetParts parts;
  private final MadeAssets made;
  private final CompositionStore store;
  private final Derivations derivations;
  private final Artist artist;

  Sheets(AssetParts parts, CompositionStore store, Derivations derivations) {
    this.derivations = derivations;
    this.parts = parts;
    this.made = new MadeAssets(parts);
    this.store = store;
    this.artist = new Artist(parts.bus());
  }

  /** A form, with the answer of its call. */
  record Sheet(Asset asset, Rendition rendition, JsonObject body) implements MadeAssets.Told {
    @Override
    public String subject() {
      return asset.key().publicId().value();
    }

    @Override
    public String folder() {
      return asset.place().assetFolder();
    }
  }

  /** What is wanted: that form of those members, under that name. */
  record Wanted(AssetKey key, Rendition rendition, Members members) {}

  /** A form of an asset. */
  Optional<Derived> find(Asset asset, String transformation, String extension) {
    return parts.derived().find(asset, Derived.digest(transformation, extension));
  }

  /**
   * Makes what is wanted exist, and tells of it.
   *
   * @param event null to tell nobody
   */
  Sheet ensure(Turn turn, Wanted wanted, @Nullable EventType event) {
    Optional<Sheet> current = current(turn.environment(), wanted);
    if (current.isPresent()) {
      return made.tell(turn, event, connection -> current.get());
    }
    Artist.Drawn drawn = artist.draw(turn.environment().id(), wanted.rendition(), wanted.members());
    for (int attempt = 1; ; attempt++) {
      Plan plan = plan(turn, wanted, drawn);
      try {
        return made.tell(turn, event, connection -> store(connection, plan, wanted, drawn));
      } catch (Outrun late) {
        if (attempt == MOST_ATTEMPTS) {
          throw late;
        }
      }
    }
  }

  /** The form that is there already, when nothing has changed. */
  private Optional<Sheet> current(Environment environment, Wanted wanted) {
    Rendition rendition = wanted.rendition();
    return parts
        .assets()
        .find(environment.id(), wanted.key())
        .filter(asset -> isOf(asset, wanted.members()))
        .filter(asset -> find(asset, rendition.transformation(), rendition.extension()).isPresent())
        .flatMap(asset ->
            infos(asset, rendition)
                .map(infos ->
                    new Sheet(asset, rendition, body(environment, asset, rendition, infos))));
  }

  private boolean isOf(Asset asset, Members members) {
    return !asset.isPlaceholder()
        && store.find(asset).filter(known -> known.digest().equals(members.digest())).isPresent();
  }

  /** A sprite's places, from its JSON; none for an animation. */
  private Optional<JsonObject> infos(Asset asset, Rendition rendition) {
    if (rendition.type() != DeliveryType.SPRITE) {
      return Optional.of(new JsonObject());
    }
    return find(asset, rendition.transformation(), "json")
        .map(json -> new JsonObject(text(json.blob())).getJsonObject("image_infos"));
  }

  private String text(BlobRef blob) {
    try {
      return Files.readString(parts.blobs().local(blob, null).await());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * What is about to be committed.
   *
   * @param asset with the version that it will have, which the texts name
   * @param before the version that is there now; 0 for none
   * @param fresh whether it becomes that version, or is that already
   */
  private record Plan(
      Environment environment, Asset asset, long before, boolean fresh, List<Derived> forms) {}

  private Plan plan(Turn turn, Wanted wanted, Artist.Drawn drawn) {
    Optional<Asset> before = parts.assets().find(turn.environment().id(), wanted.key());
    boolean fresh = before.filter(asset -> isOf(asset, wanted.members())).isEmpty();
    long version = before.map(Asset::version).orElse(0L);
    Asset asset = fresh ? next(turn, wanted, drawn, version) : before.orElseThrow();
    return new Plan(
        turn.environment(),
        asset,
        version,
        fresh,
        forms(turn.environment(), asset, wanted.rendition(), drawn));
  }

  private Asset next(Turn turn, Wanted wanted, Artist.Drawn drawn, long version) {
    boolean paged = wanted.rendition().type() == DeliveryType.MULTI;
    Asset.Content content =
        made.picture(drawn.picture(), paged ? wanted.members().all().size() : 1);
    return made.draft(
        turn, wanted.key(), content.numbered(Math.max(content.version(), version + 1)));
  }

  private List<Derived> forms(
      Environment environment, Asset asset, Rendition rendition, Artist.Drawn drawn) {
    Instant now = parts.clock().instant();
    List<Derived> forms = new ArrayList<>();
    forms.add(Derived.of(rendition.transformation(), rendition.extension(), drawn.picture(), now));
    if (rendition.type() == DeliveryType.SPRITE) {
      AssetUrls urls = parts.urls();
      String url =
          urls.secureUrl(
              environment.cloud(), asset, rendition.transformation(), rendition.extension());
      JsonObject json = body(environment, asset, rendition, drawn.infos());
      forms.add(text(rendition, "css", SpriteTexts.css(drawn.infos(), rendition.prefix(), url)));
      forms.add(text(rendition, "json", json.encode()));
    }
    return forms;
  }

  private Derived text(Rendition rendition, String extension, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Derived(
        rendition.transformation(),
        extension,
        made.keep(bytes),
        MemberSource.md5(bytes),
        extension,
        0,
        0,
        parts.clock().instant());
  }

  private Sheet store(SqlConnection connection, Plan plan, Wanted wanted, Artist.Drawn drawn) {
    long found =
        parts
            .assets()
            .findAndLock(connection, plan.environment().id(), wanted.key())
            .map(Asset::version)
            .orElse(0L);
    if (found != plan.before()) {
      throw new Outrun();
    }
    Asset asset = plan.fresh() ? made.put(connection, plan.asset()) : plan.asset();
    if (plan.fresh()) {
      store.save(connection, asset, wanted.members());
    }
    for (Derived form : plan.forms()) {
      derivations.insert(connection, asset, form);
    }
    JsonObject body = body(plan.environment(), asset, wanted.rendition(), drawn.infos());
    return new Sheet(asset, wanted.rendition(), body);
  }

  /** The answer of the call (reference/upload-api.md 5.9, 5.10). */
  private JsonObject body(
      Environment environment, Asset asset, Rendition rendition, JsonObject infos) {
    Links links = new Links(parts.urls(), environment.cloud(), asset, rendition);
    JsonObject body = new JsonObject();
    if (rendition.type() != DeliveryType.SPRITE) {
      links.put(body, "", rendition.extension());
      return body.put("asset_id", AssetJson.hex(asset.assetId()))
          .put("public_id", asset.key().publicId().value())
          .put("version", asset.version());
    }
    links.put(body, "css_", "css");
    links.put(body, "image_", rendition.extension());
    links.put(body, "json_", "json");
    return body.put("version", asset.version())
        .put("asset_id", AssetJson.hex(asset.assetId()))
        .put("public_id", asset.key().publicId().value())
        .put("image_infos", infos);
  }

  private record Links(AssetUrls urls, String cloud, Asset asset, Rendition rendition) {
    void put(JsonObject body, String name, String extension) {
      String transformation = rendition.transformation();
      body.put(name + "url", urls.url(cloud, asset, transformation, extension))
          .put("secure_" + name + "url", urls.secureUrl(cloud, asset, transformation, extension));
    }
  }

  /** Somebody else has made another version meanwhile. */
  private static final class Outrun extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    Outrun() {
      super("another version was made meanwhile");
    }
  }
}
