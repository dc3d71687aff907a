package dev.darkroom.environment;

import dev.darkroom.db.Database;
import dev.darkroom.environment.AccessKeyStore.StoredKey;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CreateAccessKey;
import dev.darkroom.protocol.DeleteAccessKey;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ListAccessKeys;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.UpdateAccessKey;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;

/**
 * Access keys of product environments (reference/admin-api.md 17). Event loop, futures only.
 * Changes of one environment's keys come one after the other: its row is locked.
 */
final class AccessKeys {
  private static final int MOST_KEYS = 100;

  private final Database database;
  private final AccessKeyStore store;
  private final LongConsumer changed;

  /**
   * Keys in that store; {@code changed} hears of environments whose keys are not what they were.
   */
  AccessKeys(Database database, AccessKeyStore store, LongConsumer changed) {
    this.database = database;
    this.store = store;
    this.changed = changed;
  }

  Future<Answer> list(ListAccessKeys asked) {
    Comparator<StoredKey> order = AccessKeyStore.order(asked.sort());
    return store
        .subAccounts(asked.subAccount())
        .compose(found ->
            found.isEmpty()
                ? Future.failedFuture(unknown(asked.subAccount()))
                : store.keys(found.getFirst().id()))
        .map(keys -> {
          JsonArray page = new JsonArray();
          keys.stream()
              .sorted(asked.descending() ? order.reversed() : order)
              .skip((asked.page() - 1L) * asked.pageSize())
              .limit(asked.pageSize())
              .forEach(key -> page.add(key.json(true)));
          return new Answer(JsonObject.of("access_keys", page, "total", keys.size()).encode());
        });
  }

  Future<Answer> create(CreateAccessKey asked) {
    Credentials made = Credentials.generate("");
    String name = asked.name() == null ? made.apiKey() : asked.name();
    return change(
            asked.subAccount(),
            (connection, environment) ->
                store
                    .keys(connection, environment)
                    .map(keys -> requireRoom(keys, name))
                    .compose(
                        room -> store.insert(connection, environment, made, name, asked.enabled()))
                    .compose(done -> store.keys(connection, environment)))
        .map(keys -> new Answer(find(keys, made.apiKey()).json(true).encode()));
  }

  Future<Answer> update(UpdateAccessKey asked) {
    return change(
            asked.subAccount(),
            (connection, environment) ->
                store
                    .keys(connection, environment)
                    .map(keys -> changed(keys, asked))
                    .compose(key -> store.update(connection, environment, key))
                    .compose(done -> store.keys(connection, environment)))
        .map(keys -> new Answer(find(keys, asked.apiKey()).json(false).encode()));
  }

  Future<Answer> delete(DeleteAccessKey asked) {
    return change(
            asked.subAccount(),
            (connection, environment) ->
                store
                    .keys(connection, environment)
                    .map(keys -> {
                      StoredKey key =
                          asked.byName() ? named(keys, asked.key()) : find(keys, asked.key());
                      requireAnother(keys, key);
                      return key;
                    })
                    .compose(key -> store.delete(connection, environment, key.apiKey())))
        .map(done -> new Answer(JsonObject.of("message", "ok").encode()));
  }

  /** Runs a change under the environment's lock; told of when it is committed. */
  private <T> Future<T> change(String subAccount, BiFunction<SqlConnection, Long, Future<T>> work) {
    long[] environment = new long[1];
    return database
        .transaction(connection ->
            store
                .lock(connection, subAccount)
                .compose(id -> {
                  if (id.isEmpty()) {
                    return Future.failedFuture(unknown(subAccount));
                  }
                  environment[0] = id.get();
                  return work.apply(connection, id.get());
                }))
        .onSuccess(done -> changed.accept(environment[0]));
  }

  private static StoredKey changed(List<StoredKey> keys, UpdateAccessKey asked) {
    StoredKey before = find(keys, asked.apiKey());
    if (asked.name() != null && !asked.name().equals(before.name())) {
      requireUnused(keys, asked.name());
    }
    boolean enabled = asked.enabled() == null ? before.enabled() : asked.enabled();
    if (!enabled) {
      requireAnother(keys, before);
    }
    return new StoredKey(
        before.apiKey(),
        before.secret(),
        asked.name() == null ? before.name() : asked.name(),
        enabled,
        asked.dedicated() == null ? before.dedicated() : asked.dedicated(),
        before.createdAt(),
        before.updatedAt());
  }

  private static List<StoredKey> requireRoom(List<StoredKey> keys, String name) {
    requireUnused(keys, name);
    if (keys.size() >= MOST_KEYS) {
      throw new Refusal(
          ErrorCode.INVALID_PARAMETER, "access_keys", "more than " + MOST_KEYS + " keys");
    }
    return keys;
  }

  private static void requireUnused(List<StoredKey> keys, String name) {
    if (keys.stream().anyMatch(key -> key.name().equals(name))) {
      throw new Refusal(ErrorCode.CONFLICT, "Access key " + name);
    }
  }

  private static void requireAnother(List<StoredKey> keys, StoredKey without) {
    if (keys.stream().noneMatch(key -> key.enabled() && !key.apiKey().equals(without.apiKey()))) {
      throw new Refusal(ErrorCode.LAST_ACCESS_KEY);
    }
  }

  private static StoredKey find(List<StoredKey> keys, String apiKey) {
    return keys.stream()
        .filter(key -> key.apiKey().equals(apiKey))
        .findAny()
        .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "Access key", shown(apiKey)));
  }

  private static StoredKey named(List<StoredKey> keys, String name) {
    return keys.stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "Access key", shown(name)));
  }

  static Refusal unknown(String subAccount) {
    return new Refusal(ErrorCode.SUB_ACCOUNT_NOT_FOUND, shown(subAccount));
  }

  private static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
