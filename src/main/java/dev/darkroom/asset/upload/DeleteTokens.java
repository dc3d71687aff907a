package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.Asset;
import dev.darkroom.asset.store.AssetRows;
import dev.darkroom.db.Database;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * The table {@code delete_token}: who has such a token may delete the asset for ten minutes
 * (reference/upload-api.md 4.4). Only hashes are kept. For virtual threads: it awaits.
 */
final class DeleteTokens {
  private static final Duration VALID = Duration.ofMinutes(10);
  private static final int BYTES = 64;
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String FORGET = "delete from delete_token where expires_at <= $1";
  private static final String INSERT =
      """
      insert into delete_token (hash, environment_id, asset_id, expires_at)
      values ($1, $2, $3, $4)
      """;
  private static final String FIND =
      """
      select asset_id from delete_token
       where environment_id = $1 and hash = $2 and expires_at > $3
      """;

  private final Database database;

  DeleteTokens(Database database) {
    this.database = database;
  }

  /** A new token for the asset, 128 lower-case hexadecimal characters; expired ones go. */
  String issue(SqlClient connection, Asset asset, Instant now) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    String token = HexFormat.of().formatHex(bytes);
    Tuple values =
        Tuple.of(
            hash(token), asset.environmentId(), asset.assetId(), AssetRows.time(now.plus(VALID)));
    Database.query(connection, FORGET, Tuple.of(AssetRows.time(now)))
        .compose(forgotten -> Database.query(connection, INSERT, values))
        .await();
    return token;
  }

  /** The asset that the token may still delete. */
  Optional<UUID> find(long environmentId, String token, Instant now) {
    Tuple values = Tuple.of(environmentId, hash(token), AssetRows.time(now));
    for (Row row : database.query(FIND, values).await()) {
      return Optional.of(row.getUUID("asset_id"));
    }
    return Optional.empty();
  }

  private static Buffer hash(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Buffer.buffer(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("SHA-256 is missing in this JDK", missing);
    }
  }
}
