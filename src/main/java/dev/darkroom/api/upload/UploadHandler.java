package dev.darkroom.api.upload;

import dev.darkroom.api.request.Authentication;
import dev.darkroom.api.request.Authentication.Sender;
import dev.darkroom.api.request.BodyReader;
import dev.darkroom.api.request.Endpoint;
import dev.darkroom.api.request.Exchange;
import dev.darkroom.api.request.Form;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.api.request.Requester;
import dev.darkroom.api.request.Staging;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.FindEnvironment;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StagedBlob;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoreChunk;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1_1/:cloud/[:resource_type/]upload} (reference/upload-api.md 4): stages the file
 * while it arrives, verifies the sender, hears the preset, asks the asset store. Whatever is
 * refused leaves nothing staged.
 */
public final class UploadHandler implements Endpoint {
  private final Bus bus;
  private final BodyReader bodies;
  private final Staging staging;
  private final InstantSource clock;
  private final PresetReader presets;

  /** The handler. */
  public UploadHandler(Bus bus, BodyReader bodies, Staging staging, InstantSource clock) {
    this.bus = bus;
    this.bodies = bodies;
    this.staging = staging;
    this.clock = clock;
    this.presets = new PresetReader(bus);
  }

  @Override
  public Future<String> answer(Exchange exchange) {
    ChunkPart part = ChunkPart.of(exchange.request());
    ResourceType type = resourceType(exchange.optionalPath("resourceType").orElse("auto"));
    return bus.request(FindEnvironment.ADDRESS, new FindEnvironment(exchange.path("cloud")))
        .compose(environment ->
            bodies
                .form(exchange.request(), staging)
                .compose(form -> store(new Given(exchange, environment, part), type, form)));
  }

  private static @Nullable ResourceType resourceType(String word) {
    return word.equals("auto") ? null : ResourceType.of(word);
  }

  private Future<String> store(Given given, @Nullable ResourceType type, Form form) {
    // Inside a future from the start: whatever refuses, the staged file is discarded.
    return Future.succeededFuture(form.parameters())
        .map(given::trusted)
        .compose(sent -> {
          Sender sender = given.sender(sent, clock.instant());
          return presets
              .apply(given.environment(), sender, sent)
              .map(parameters -> new Form(parameters, form.file()))
              .compose(heard -> store(new Job(given, sender, clock.instant()), type, heard));
        })
        .onFailure(refused -> discard(form));
  }

  private Future<String> store(Job job, @Nullable ResourceType type, Form form) {
    UploadRequest request =
        new UploadRequest(job.requester(), form.parameters(), job.sender().signed());
    Optional<Callback> callback = Callback.of(form.parameters());
    return UploadSource.of(form, staging)
        .compose(source -> store(request, type, source, job.given().part()))
        .map(stored -> UploadAnswer.of(stored, job.given().environment(), job.sender()))
        .map(
            body -> callback.map(page -> page.redirect(job.given().exchange(), body)).orElse(body));
  }

  private Future<StoredAsset> store(
      UploadRequest request,
      @Nullable ResourceType type,
      UploadSource source,
      @Nullable ChunkPart part) {
    Future<StoreAsset> message =
        Future.succeededFuture(source).map(given -> request.message(type, given));
    return message
        .compose(store ->
            part == null
                ? bus.request(StoreAsset.ADDRESS, store)
                : bus.request(StoreChunk.ADDRESS, part.message(store)))
        .onFailure(refused -> discard(source.content()));
  }

  private void discard(Form form) {
    if (form.file() != null) {
      discard(form.file().blob());
    }
  }

  private void discard(@Nullable StagedBlob blob) {
    if (blob != null) {
      staging.blobs().discard(blob);
    }
  }

  /** A request, whole or one part of many. */
  private record Given(Exchange exchange, Environment environment, @Nullable ChunkPart part) {
    Parameters trusted(Parameters sent) {
      return part == null ? sent : part.trusted(environment, sent, exchange.credentials());
    }

    Sender sender(Parameters sent, Instant now) {
      return Authentication.ofUpload(environment, sent, exchange.credentials(), now);
    }
  }

  /** One upload on its way. */
  private record Job(Given given, Sender sender, Instant now) {
    Requester requester() {
      return given.exchange().requester(given.environment(), sender.key(), now);
    }
  }
}
