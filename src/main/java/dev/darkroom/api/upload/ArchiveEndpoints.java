package dev.darkroom.api.upload;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.blob.BlobStore;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.CreateArchive;
import dev.darkroom.protocol.PlanArchive;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Set;

/**
 * Archives (reference/upload-api.md 5.11): created as assets, or packed while they are sent (6).
 */
public final class ArchiveEndpoints implements CallGroup {
  private static final Set<String> MODES = Set.of("create", "download");

  private final Bus bus;
  private final ArchiveDownload download;

  /** The endpoints. */
  public ArchiveEndpoints(Bus bus, BlobStore blobs) {
    this.bus = bus;
    this.download = new ArchiveDownload(blobs);
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.POST, ":resourceType/generate_archive", this::generate);
    routes.on(HttpMethod.GET, ":resourceType/generate_archive", this::generate);
    routes.on(HttpMethod.GET, ":resourceType/download_tag.zip", this::tagged);
  }

  private Future<String> generate(Call call) {
    ArchiveRequest request = new ArchiveRequest(call);
    if (call.parameters().word("mode", "create", MODES).equals("download")) {
      return send(call, request, request.plan());
    }
    return bus.request(CreateArchive.ADDRESS, request.create())
        .map(stored -> UploadAnswer.of(stored, call.requester()));
  }

  private Future<String> tagged(Call call) {
    ArchiveRequest request = new ArchiveRequest(call);
    return send(call, request, request.tagged());
  }

  private Future<String> send(Call call, ArchiveRequest request, PlanArchive plan) {
    return bus.request(PlanArchive.ADDRESS, plan)
        .compose(archive ->
            download.send(
                call.exchange().routing().response(),
                archive,
                plan.layout().format(),
                request.fileName()));
  }
}
