package dev.darkroom.asset.upload;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.StoreAsset;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Names of new assets, among the names there are. For virtual threads. */
final class Places {
  private static final RandomGenerator RANDOM = new SecureRandom();
  private static final String IS_TAKEN =
      """
      select 1 from asset where environment_id = $1 and asset_folder = $2 and display_name = $3
         and not (type = $4 and public_id = $5)
       limit 1
      """;

  private final Database database;

  Places(Database database) {
    this.database = database;
  }

  /** The names that the upload gives its asset. */
  AssetNames names(StoreAsset request, Material material, Environment environment) {
    AssetNames names =
        AssetNames.decide(request.naming(), environment.folderMode(), material, RANDOM);
    return request.naming().rules().uniqueDisplayName() && isTaken(request, names)
        ? names.withDisplayName(
            names.displayName() + "_" + AssetNames.random(AssetNames.SUFFIX_LENGTH, RANDOM))
        : names;
  }

  private boolean isTaken(StoreAsset request, AssetNames names) {
    Tuple values =
        Tuple.of(
            request.environmentId(),
            names.assetFolder(),
            names.displayName(),
            request.type().word(),
            names.publicId().value());
    return database.query(IS_TAKEN, values).await().size() > 0;
  }
}
