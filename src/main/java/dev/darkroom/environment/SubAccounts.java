package dev.darkroom.environment;

import dev.darkroom.db.Database;
import dev.darkroom.environment.AccessKeyStore.StoredKey;
import dev.darkroom.environment.AccessKeyStore.SubAccount;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CreateSubAccount;
import dev.darkroom.protocol.DeleteSubAccount;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ListSubAccounts;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.UpdateSubAccount;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * Product environments as the account's owner sees them (reference/admin-api.md 17). Event loop,
 * futures only.
 */
final class SubAccounts {
  private static final Pattern CLOUD = Pattern.compile("[a-z0-9][a-z0-9_-]{1,62}");

  /** What delivery and API paths begin with. */
  private static final Set<String> RESERVED =
      Set.of(
          "provisioning",
          "image",
          "images",
          "video",
          "videos",
          "raw",
          "files",
          "iu",
          "search",
          "v1_1",
          "v2",
          "console",
          "healthz",
          "readyz",
          "metrics");

  private final Database database;
  private final AccessKeyStore store;
  private final LongConsumer changed;

  /** Those in that store; {@code changed} hears of those that are not what they were. */
  SubAccounts(Database database, AccessKeyStore store, LongConsumer changed) {
    this.database = database;
    this.store = store;
    this.changed = changed;
  }

  /** All of them as a list, or the one that is asked for. */
  Future<Answer> list(ListSubAccounts asked) {
    return store
        .subAccounts(asked.id())
        .compose(found -> {
          List<Future<JsonObject>> shown = new ArrayList<>();
          found.forEach(account -> shown.add(shown(account)));
          return Future.all(shown).map(all -> answer(asked, all.<JsonObject>list()));
        });
  }

  /** A new environment with its first key, whose secret is shown here. */
  Future<Answer> create(CreateSubAccount asked) {
    String cloud = asked.cloud() == null ? cloud(asked.name()) : asked.cloud();
    requireCloud(cloud);
    String externalId = UUID.randomUUID().toString().replace("-", "");
    Credentials key = Credentials.generate(cloud);
    return database
        .transaction(connection ->
            store
                .insert(connection, cloud, externalId, asked)
                .compose(id ->
                    id.isEmpty()
                        ? Future.failedFuture(
                            new Refusal(ErrorCode.CONFLICT, "Cloud name " + cloud))
                        : store.insert(connection, id.get(), key, "Root", true)))
        .compose(done -> store.subAccounts(externalId))
        .compose(found ->
            store.keys(found.getFirst().id()).map(keys -> json(found.getFirst(), keys, true)))
        .map(json -> new Answer(json.encode()));
  }

  /** As it is from now on. The first one stays what the server's settings say. */
  Future<Answer> update(UpdateSubAccount asked) {
    String cloud = asked.cloud();
    if (cloud != null) {
      requireCloud(cloud);
    }
    boolean vital = cloud != null || Boolean.FALSE.equals(asked.enabled());
    return change(
            asked.id(),
            vital,
            (connection, id) ->
                (cloud == null
                        ? Future.succeededFuture(false)
                        : SubAccountStore.isTaken(connection, cloud, id))
                    .compose(taken ->
                        taken
                            ? Future.failedFuture(
                                new Refusal(ErrorCode.CONFLICT, "Cloud name " + cloud))
                            : SubAccountStore.update(connection, id, asked)))
        .compose(done -> list(new ListSubAccounts(asked.id())));
  }

  /** Only one without assets: those are deleted first, by calls that tell of it. */
  Future<Answer> delete(DeleteSubAccount asked) {
    return change(
            asked.id(),
            true,
            (connection, id) ->
                SubAccountStore.delete(connection, id)
                    .compose(empty ->
                        empty
                            ? Future.succeededFuture()
                            : Future.failedFuture(
                                new Refusal(ErrorCode.ENVIRONMENT_NOT_EMPTY, asked.id()))))
        .map(done -> new Answer(JsonObject.of("message", "ok").encode()));
  }

  private Future<Long> change(
      String externalId, boolean vital, BiFunction<SqlConnection, Long, Future<?>> work) {
    return database
        .transaction(connection ->
            store
                .lock(connection, externalId)
                .map(id -> id.orElseThrow(() -> AccessKeys.unknown(externalId)))
                .compose(id ->
                    SubAccountStore.isFirst(connection, id)
                        .compose(first ->
                            first && vital
                                ? Future.failedFuture(
                                    new Refusal(ErrorCode.FIRST_ENVIRONMENT, externalId))
                                : work.apply(connection, id))
                        .map(done -> id)))
        .onSuccess(changed::accept);
  }

  private static void requireCloud(String cloud) {
    if (!CLOUD.matcher(cloud).matches() || RESERVED.contains(cloud)) {
      throw new Refusal(
          ErrorCode.INVALID_PARAMETER,
          "cloud_name",
          cloud.length() <= 80 ? cloud : cloud.substring(0, 80) + "…");
    }
  }

  private Future<JsonObject> shown(SubAccount account) {
    return store.keys(account.id()).map(keys -> json(account, keys, false));
  }

  private static Answer answer(ListSubAccounts asked, List<JsonObject> shown) {
    if (asked.id() == null) {
      return new Answer(JsonObject.of("sub_accounts", new JsonArray(shown)).encode());
    }
    if (shown.isEmpty()) {
      throw AccessKeys.unknown(asked.id());
    }
    return new Answer(shown.getFirst().encode());
  }

  private static JsonObject json(SubAccount account, List<StoredKey> keys, boolean withSecrets) {
    JsonArray shown = new JsonArray();
    for (StoredKey key : keys) {
      JsonObject json = JsonObject.of("key", key.apiKey());
      shown.add(
          (withSecrets ? json.put("secret", key.secret()) : json).put("enabled", key.enabled()));
    }
    return new JsonObject()
        .put("id", account.externalId())
        .put("name", account.name())
        .put("cloud_name", account.cloud())
        .put("custom_attributes", new JsonObject(account.attributes()))
        .put("enabled", account.enabled())
        .put("created_at", account.createdAt().toString())
        .put("api_access_keys", shown);
  }

  private static String cloud(String name) {
    String cloud = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String trimmed = cloud.replaceAll("^-|-$", "");
    return trimmed.substring(0, Math.min(50, trimmed.length()));
  }
}
