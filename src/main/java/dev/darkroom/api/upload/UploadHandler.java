package dev.darkroom.api.upload;

import dev.darkroom.api.request.Authentication;
import dev.darkroom.api.request.BodyReader;
import dev.darkroom.api.request.Endpoint;
import dev.darkroom.api.request.Exchange;
import dev.darkroom.api.request.Form;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.api.request.Requester;
import dev.darkroom.api.request.Staging;
import dev.darkroom.api.request.WebAddress;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FindEnvironment;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StagedBlob;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoreChunk;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1_1/:cloud/[:resource_type/]upload} (reference/upload-api.md 4): stages the file
 * while it arrives, verifies the sender, asks the asset store. Whatever is refused leaves nothing
 * staged.
 */
public final class UploadHandler implements Endpoint {
  private final Bus bus;
  private final BodyReader bodies;
  private final Staging staging;
  private final InstantSource clock;

  /** The handler. */
  public UploadHandler(Bus bus, BodyReader bodies, Staging staging, InstantSource clock) {
    this.bus = bus;
    this.bodies = bodies;
    this.staging = staging;
    this.clock = clock;
  }

  @Override
  public Future<String> answer(Exchange exchange) {
    ChunkPart part = ChunkPart.of(exchange.request());
    ResourceType type = resourceType(exchange.optionalPath("resourceType").orElse("auto"));
    return bus.request(FindEnvironment.ADDRESS, new FindEnvironment(exchange.path("cloud")))
        .compose(environment ->
            bodies
                .form(exchange.request(), staging)
                .compose(form -> store(exchange, environment, type, form, part)));
  }

  private static @Nullable ResourceType resourceType(String word) {
    return word.equals("auto") ? null : ResourceType.of(word);
  }

  private Future<String> store(
      Exchange exchange,
      Environment environment,
      @Nullable ResourceType type,
      Form form,
      @Nullable ChunkPart part) {
    try {
      Parameters parameters =
          part == null
              ? form.parameters()
              : part.trusted(environment, form.parameters(), exchange.credentials());
      Requester requester = verify(exchange, environment, parameters);
      UploadRequest request = new UploadRequest(requester, type, parameters);
      return source(form).compose(source -> store(requester, request, source, part));
    } catch (RuntimeException refused) {
      if (form.file() != null) {
        discard(form.file().blob());
      }
      return Future.failedFuture(refused);
    }
  }

  private Requester verify(Exchange exchange, Environment environment, Parameters parameters) {
    return exchange.requester(
        environment,
        Authentication.ofUpload(environment, parameters, exchange.credentials(), clock.instant()),
        clock.instant());
  }

  private Future<String> store(
      Requester requester, UploadRequest request, UploadSource source, @Nullable ChunkPart part) {
    Future<StoreAsset> message = Future.succeededFuture(source).map(request::message);
    return message
        .compose(store -> ask(store, part))
        .onFailure(refused -> discard(source.content()))
        .map(stored -> UploadAnswer.of(stored, requester.key()));
  }

  private Future<StoredAsset> ask(StoreAsset store, @Nullable ChunkPart part) {
    return part == null
        ? bus.request(StoreAsset.ADDRESS, store)
        : bus.request(StoreChunk.ADDRESS, part.message(store));
  }

  private Future<UploadSource> source(Form form) {
    Form.File file = form.file();
    if (file != null) {
      return Future.succeededFuture(UploadSource.staged(file.blob(), file.name()));
    }
    String text = form.parameters().required("file");
    if (DataUri.isOne(text)) {
      return stage(DataUri.decode(text)).map(blob -> UploadSource.staged(blob, ""));
    }
    if (!WebAddress.isOne(text)) {
      throw new Refusal(ErrorCode.UNSUPPORTED_SOURCE_URL, shown(text));
    }
    return Future.succeededFuture(UploadSource.at(text));
  }

  private Future<StagedBlob> stage(byte[] bytes) {
    return staging
        .blobs()
        .stage(staging.limit())
        .compose(writer ->
            writer
                .write(Buffer.buffer(bytes))
                .compose(written -> writer.finish())
                .onFailure(refused -> writer.abort()));
  }

  private void discard(@Nullable StagedBlob blob) {
    if (blob != null) {
      staging.blobs().discard(blob);
    }
  }

  private static String shown(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
