package dev.darkroom.trigger;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.LoadSending.SigningPair;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/**
 * The Ed25519 keys that sign for an environment: made when first needed, replaced on demand. A
 * replaced one stays published for a week, so that what it signed can still be verified.
 */
final class SigningPairs {
  private static final String CURRENT =
      """
      select id, private_key from signing_pair
      where environment_id = $1 and retired_at is null
      """;

  private static final String PUBLISHED =
      """
      select id, public_key from signing_pair
      where environment_id = $1
        and (retired_at is null or retired_at > now() - interval '7 days')
      order by retired_at desc nulls first
      """;

  private static final String RETIRE =
      """
      update signing_pair set retired_at = now()
      where environment_id = $1 and retired_at is null
      """;

  private static final String INSERT =
      """
      insert into signing_pair (environment_id, id, private_key, public_key)
      values ($1, $2, $3, $4)
      on conflict (environment_id) where retired_at is null do nothing
      """;

  private final Database database;

  SigningPairs(Database database) {
    this.database = database;
  }

  /** The one that signs; of two nodes that make the first one, one wins. */
  Future<SigningPair> current(long environmentId) {
    return database
        .query(CURRENT, Tuple.of(environmentId))
        .compose(rows ->
            rows.size() > 0
                ? Future.succeededFuture(pair(rows))
                : database
                    .transaction(connection -> insert(connection, environmentId))
                    .compose(made -> database.query(CURRENT, Tuple.of(environmentId)))
                    .map(SigningPairs::pair));
  }

  /** The public keys, the one that signs first. */
  Future<String> published(long environmentId) {
    return current(environmentId)
        .compose(any -> database.query(PUBLISHED, Tuple.of(environmentId)))
        .map(SigningPairs::keys);
  }

  /** Lets a new one sign. */
  Future<?> rotate(long environmentId) {
    return database.transaction(connection ->
        Database.query(connection, RETIRE, Tuple.of(environmentId))
            .compose(retired -> insert(connection, environmentId)));
  }

  private static Future<RowSet<Row>> insert(SqlClient connection, long environmentId) {
    NewPair made = NewPair.generate();
    return Database.query(
        connection,
        INSERT,
        Tuple.of(environmentId, made.id(), made.privateKey(), made.publicKey()));
  }

  private static SigningPair pair(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    return new SigningPair(row.getString(0), row.getString(1));
  }

  private static String keys(RowSet<Row> rows) {
    JsonArray keys = new JsonArray();
    for (Row row : rows) {
      keys.add(
          new JsonObject()
              .put("kty", "OKP")
              .put("crv", "Ed25519")
              .put("alg", "EdDSA")
              .put("use", "sig")
              .put("kid", row.getString(0))
              .put("x", row.getString(1)));
    }
    return JsonObject.of("keys", keys).encode();
  }
}
