package dev.darkroom.environment;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.CreateSubAccount;
import dev.darkroom.protocol.ListAccessKeys;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys and sub-accounts as the Provisioning API sees them. Event loop, futures only. */
final class AccessKeyStore {
  private static final String SUB_ACCOUNTS =
      """
      select e.id, e.product_environment_id, e.cloud, e.name, e.custom_attributes::text,
             e.enabled, e.created_at
        from environment e
       where e.deleted_at is null and ($1::text is null or e.product_environment_id = $1)
       order by e.created_at, e.id
      """;
  private static final String LOCK =
      """
      select id from environment where product_environment_id = $1 and deleted_at is null for update
      """;
  private static final String KEYS =
      """
      select api_key, secret, name, enabled, dedicated_for_webhooks, created_at, updated_at
        from access_key where environment_id = $1 order by created_at, api_key
      """;
  private static final String INSERT =
      """
      insert into access_key (api_key, environment_id, secret, name, enabled, created_at, updated_at)
      values ($1, $2, $3, $4, $5, clock_timestamp(), clock_timestamp())
      """;
  private static final String UNDEDICATE =
      """
      update access_key set dedicated_for_webhooks = false, updated_at = clock_timestamp()
       where environment_id = $1 and dedicated_for_webhooks and api_key <> $2
      """;
  private static final String UPDATE =
      """
      update access_key
         set name = $3, enabled = $4, dedicated_for_webhooks = $5, updated_at = clock_timestamp()
       where environment_id = $1 and api_key = $2
      """;
  private static final String DELETE =
      "delete from access_key where environment_id = $1 and api_key = $2";
  private static final String INSERT_ENVIRONMENT =
      """
      insert into environment
        (cloud, product_environment_id, folder_mode, name, custom_attributes, enabled)
      select $1, $2, (select folder_mode from environment order by id limit 1), $3, $4::text::jsonb,
             $5
      on conflict (cloud) do nothing returning id
      """;

  /** A product environment. */
  record SubAccount(
      long id,
      String externalId,
      String cloud,
      String name,
      String attributes,
      boolean enabled,
      Instant createdAt) {}

  /** An access key. The secret never shows in text. */
  record StoredKey(
      String apiKey,
      String secret,
      String name,
      boolean enabled,
      boolean dedicated,
      Instant createdAt,
      Instant updatedAt) {
    /** As the contract writes it. */
    JsonObject json(boolean withSecret) {
      JsonObject json = new JsonObject().put("name", name).put("api_key", apiKey);
      if (withSecret) {
        json.put("api_secret", secret);
      }
      json.put("created_at", createdAt.toString())
          .put("updated_at", updatedAt.toString())
          .put("enabled", enabled);
      return dedicated ? json.put("dedicated_for", new JsonArray().add("webhooks")) : json;
    }

    @Override
    public String toString() {
      return "Key[" + apiKey + "]";
    }
  }

  private final Database database;

  AccessKeyStore(Database database) {
    this.database = database;
  }

  /** All, or the one of that external id. */
  Future<List<SubAccount>> subAccounts(@Nullable String externalId) {
    return database.query(SUB_ACCOUNTS, Tuple.of(externalId)).map(AccessKeyStore::subAccounts);
  }

  /** Its id; nobody else changes its keys until the transaction ends. */
  Future<Optional<Long>> lock(SqlClient connection, String externalId) {
    return Database.query(connection, LOCK, Tuple.of(externalId))
        .map(rows ->
            rows.size() == 0
                ? Optional.<Long>empty()
                : Optional.of(rows.iterator().next().getLong("id")));
  }

  /** Oldest first. */
  Future<List<StoredKey>> keys(long environmentId) {
    return database.query(KEYS, Tuple.of(environmentId)).map(AccessKeyStore::keys);
  }

  Future<List<StoredKey>> keys(SqlClient connection, long environmentId) {
    return Database.query(connection, KEYS, Tuple.of(environmentId)).map(AccessKeyStore::keys);
  }

  Future<?> insert(
      SqlClient connection, long environmentId, Credentials key, String name, boolean enabled) {
    Tuple values = Tuple.of(key.apiKey(), environmentId, key.secret(), name, enabled);
    return Database.query(connection, INSERT, values);
  }

  /** Changes a key; when it is dedicated, no other one is. */
  Future<?> update(SqlClient connection, long environmentId, StoredKey key) {
    Future<?> before =
        key.dedicated()
            ? Database.query(connection, UNDEDICATE, Tuple.of(environmentId, key.apiKey()))
            : Future.succeededFuture();
    Tuple values =
        Tuple.of(environmentId, key.apiKey(), key.name(), key.enabled(), key.dedicated());
    return before.compose(done -> Database.query(connection, UPDATE, values));
  }

  Future<?> delete(SqlClient connection, long environmentId, String apiKey) {
    return Database.query(connection, DELETE, Tuple.of(environmentId, apiKey));
  }

  /** A new environment's id; empty when the cloud's name is taken. */
  Future<Optional<Long>> insert(
      SqlClient connection, String cloud, String externalId, CreateSubAccount asked) {
    Tuple values =
        Tuple.of(cloud, externalId, asked.name(), asked.customAttributes(), asked.enabled());
    return Database.query(connection, INSERT_ENVIRONMENT, values)
        .map(rows ->
            rows.size() == 0
                ? Optional.<Long>empty()
                : Optional.of(rows.iterator().next().getLong("id")));
  }

  /** What keys are compared by. */
  static Comparator<StoredKey> order(ListAccessKeys.Sort sort) {
    Comparator<StoredKey> order =
        switch (sort) {
          case CREATED_AT -> Comparator.comparing(StoredKey::createdAt);
          case UPDATED_AT -> Comparator.comparing(StoredKey::updatedAt);
          case NAME -> Comparator.comparing(key -> key.name().toLowerCase(Locale.ROOT));
          case API_KEY -> Comparator.comparing(StoredKey::apiKey);
          case ENABLED -> Comparator.comparing(StoredKey::enabled);
        };
    return order.thenComparing(StoredKey::apiKey);
  }

  private static List<SubAccount> subAccounts(RowSet<Row> rows) {
    List<SubAccount> accounts = new ArrayList<>();
    rows.forEach(row ->
        accounts.add(
            new SubAccount(
                row.getLong("id"),
                row.getString("product_environment_id"),
                row.getString("cloud"),
                row.getString("name"),
                row.getString("custom_attributes"),
                row.getBoolean("enabled"),
                row.getOffsetDateTime("created_at").toInstant())));
    return accounts;
  }

  private static List<StoredKey> keys(RowSet<Row> rows) {
    List<StoredKey> keys = new ArrayList<>();
    rows.forEach(row ->
        keys.add(
            new StoredKey(
                row.getString("api_key"),
                row.getString("secret"),
                row.getString("name"),
                row.getBoolean("enabled"),
                row.getBoolean("dedicated_for_webhooks"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant())));
    return keys;
  }
}
