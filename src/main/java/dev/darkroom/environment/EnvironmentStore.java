package dev.darkroom.environment;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SignatureAlgorithm;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tables {@code environment} and {@code access_key}. */
final class EnvironmentStore {
  private static final String COLUMNS =
      """
      select e.id, e.cloud, e.product_environment_id, e.folder_mode, e.signature_algorithm, e.enabled as open,
             k.api_key, k.secret, k.name, k.enabled, k.created_at, k.dedicated_for_webhooks
        from environment e join access_key k on k.environment_id = e.id
      """;
  private static final String FIND_BY_CLOUD =
      COLUMNS + " where e.cloud = $1 order by k.created_at, k.api_key";
  private static final String FIND_BY_ID =
      COLUMNS + " where e.id = $1 order by k.created_at, k.api_key";
  private static final String FIND_FIRST =
      COLUMNS + " where e.id = (select min(id) from environment) order by k.created_at, k.api_key";
  private static final String INSERT_ENVIRONMENT =
      """
      insert into environment (cloud, product_environment_id, folder_mode, name)
      values ($1, $2, $3, $1)
      on conflict (cloud) do update set folder_mode = excluded.folder_mode
      returning id
      """;
  private static final String INSERT_KEY =
      """
      insert into access_key (api_key, environment_id, secret, name) values ($1, $2, $3, $4)
      on conflict (api_key) do update set secret = excluded.secret
        where access_key.environment_id = excluded.environment_id
      """;

  private static final String SET_ALGORITHM =
      "update environment set signature_algorithm = $2 where id = $1";

  private final Database database;

  EnvironmentStore(Database database) {
    this.database = database;
  }

  /** The one of that cloud; refused while it is disabled. */
  Future<Optional<Environment>> find(String cloud) {
    return database
        .query(FIND_BY_CLOUD, Tuple.of(cloud))
        .map(rows -> {
          if (rows.size() > 0 && !rows.iterator().next().getBoolean("open")) {
            throw new Refusal(ErrorCode.CLOUD_DISABLED);
          }
          return environment(rows);
        });
  }

  Future<Optional<Environment>> find(long id) {
    return database.query(FIND_BY_ID, Tuple.of(id)).map(EnvironmentStore::environment);
  }

  Future<Optional<Environment>> findFirst() {
    return database.query(FIND_FIRST, Tuple.tuple()).map(EnvironmentStore::environment);
  }

  /** Sets the hash of its notifications. */
  Future<?> setAlgorithm(long id, SignatureAlgorithm algorithm) {
    return database.query(SET_ALGORITHM, Tuple.of(id, algorithm.word()));
  }

  /** Inserts the environment and its key, or updates the secret and the folder mode. */
  Future<Void> insert(String cloud, String productEnvironmentId, FolderMode mode, Credentials key) {
    return database.transaction(connection ->
        Database.query(
                connection, INSERT_ENVIRONMENT, Tuple.of(cloud, productEnvironmentId, mode.word()))
            .map(rows -> rows.iterator().next().getLong("id"))
            .compose(id ->
                Database.query(
                    connection, INSERT_KEY, Tuple.of(key.apiKey(), id, key.secret(), "Root")))
            .compose(rows ->
                rows.rowCount() == 1
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new IllegalStateException(
                            "the API key " + key.apiKey() + " belongs to another cloud"))));
  }

  private static Optional<Environment> environment(RowSet<Row> rows) {
    List<AccessKey> keys = new ArrayList<>();
    Row last = null;
    for (Row row : rows) {
      keys.add(key(row));
      last = row;
    }
    return last == null
        ? Optional.empty()
        : Optional.of(
            new Environment(
                last.getLong("id"),
                last.getString("cloud"),
                last.getString("product_environment_id"),
                FolderMode.valueOf(last.getString("folder_mode").toUpperCase(Locale.ROOT)),
                SignatureAlgorithm.valueOf(
                    last.getString("signature_algorithm").toUpperCase(Locale.ROOT)),
                List.copyOf(keys)));
  }

  private static AccessKey key(Row row) {
    return new AccessKey(
        row.getString("api_key"),
        row.getString("secret"),
        row.getString("name"),
        row.getBoolean("enabled"),
        row.getOffsetDateTime("created_at").withOffsetSameInstant(ZoneOffset.UTC).toInstant(),
        row.getBoolean("dedicated_for_webhooks"));
  }
}
