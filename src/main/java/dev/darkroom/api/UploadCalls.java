package dev.darkroom.api;

import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.upload.ArchiveEndpoints;
import dev.darkroom.api.upload.ComposeEndpoints;
import dev.darkroom.api.upload.CreationEndpoints;
import dev.darkroom.api.upload.DestroyEndpoints;
import dev.darkroom.api.upload.DownloadEndpoints;
import dev.darkroom.api.upload.ExplicitEndpoints;
import dev.darkroom.api.upload.JobEndpoints;
import dev.darkroom.api.upload.LabelEndpoints;
import dev.darkroom.api.upload.RenameEndpoints;
import dev.darkroom.api.upload.SlideshowEndpoints;
import java.util.List;

/** The Upload API but for the upload itself; what comes first is tried first. */
final class UploadCalls {
  private UploadCalls() {}

  static List<CallGroup> all(ApiParts parts) {
    return List.of(
        new DestroyEndpoints(parts.bus()),
        new ExplicitEndpoints(parts.bus()),
        new LabelEndpoints(parts.bus()),
        new RenameEndpoints(parts.bus()),
        new ComposeEndpoints(parts.bus(), parts.blobs()),
        new ArchiveEndpoints(parts.bus(), parts.blobs()),
        new DownloadEndpoints(parts.bus(), parts.blobs()),
        new CreationEndpoints(parts.bus()),
        new SlideshowEndpoints(parts.bus()),
        new JobEndpoints(parts.bus()));
  }
}
