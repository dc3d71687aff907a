package dev.darkroom.api;

import dev.darkroom.api.admin.AccountEndpoints;
import dev.darkroom.api.admin.AdminGuard;
import dev.darkroom.api.admin.AnalysisEndpoints;
import dev.darkroom.api.admin.AssetEndpoints;
import dev.darkroom.api.admin.CiEndpoints;
import dev.darkroom.api.admin.CloudEndpoints;
import dev.darkroom.api.admin.DeleteEndpoints;
import dev.darkroom.api.admin.FolderEndpoints;
import dev.darkroom.api.admin.ListingEndpoints;
import dev.darkroom.api.admin.MappingEndpoints;
import dev.darkroom.api.admin.MessageEndpoints;
import dev.darkroom.api.admin.MetadataEndpoints;
import dev.darkroom.api.admin.NotificationEndpoints;
import dev.darkroom.api.admin.NotificationUrlEndpoints;
import dev.darkroom.api.admin.PresetEndpoints;
import dev.darkroom.api.admin.ProfileEndpoints;
import dev.darkroom.api.admin.PublicKeys;
import dev.darkroom.api.admin.PublishEndpoints;
import dev.darkroom.api.admin.RelatedAssetEndpoints;
import dev.darkroom.api.admin.SearchEndpoints;
import dev.darkroom.api.admin.SignatureEndpoints;
import dev.darkroom.api.admin.TransformationEndpoints;
import dev.darkroom.api.admin.TriggerEndpoints;
import dev.darkroom.api.admin.UpdateEndpoints;
import dev.darkroom.api.admin.VerifyEndpoints;
import dev.darkroom.api.request.BodyReader;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.stream.EventStreams;
import io.vertx.core.Vertx;
import java.util.List;

/** The Admin API; what comes first is tried first. */
final class AdminCalls {
  private AdminCalls() {}

  static List<CallGroup> all(ApiParts parts) {
    return List.of(
        new CloudEndpoints(parts.bus(), parts.traffic()),
        new SearchEndpoints(parts.bus()),
        new RelatedAssetEndpoints(parts.bus()),
        new DeleteEndpoints(parts.bus()),
        new PublishEndpoints(parts.bus()),
        new FolderEndpoints(parts.bus()),
        new UpdateEndpoints(parts.bus()),
        new AssetEndpoints(parts.bus()),
        new ListingEndpoints(parts.bus()),
        new TriggerEndpoints(parts.bus()),
        new NotificationUrlEndpoints(parts.bus()),
        new SignatureEndpoints(parts.bus()),
        new TransformationEndpoints(parts.bus()),
        new PresetEndpoints(parts.bus()),
        new MappingEndpoints(parts.bus()),
        new ProfileEndpoints(parts.bus()),
        new MetadataEndpoints(parts.bus()),
        new VerifyEndpoints(parts.bus()),
        new EventStreams(parts.bus(), parts.clock(), parts.streams()),
        new CiEndpoints(parts.bus(), parts.settings().extras().ci()),
        new NotificationEndpoints(parts.bus()));
  }

  /** Adds them all, and what has paths of its own first. */
  static void add(ApiParts parts, Vertx vertx, BodyReader bodies, Routes routes, AdminGuard guard) {
    new AccountEndpoints(parts.bus(), bodies).add(routes.accountCalls());
    new AnalysisEndpoints().add(routes.secondAdminCalls(guard));
    new MessageEndpoints(parts.bus(), vertx, parts.clock()).add(routes.messageCalls(guard));
    routes.publicKeys(new PublicKeys(parts.bus()));
    CallRoutes admin = routes.adminCalls(guard);
    all(parts).forEach(group -> group.add(admin));
  }
}
