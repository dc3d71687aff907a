package dev.darkroom.environment;

import dev.darkroom.bus.Bus;
import dev.darkroom.db.Database;
import dev.darkroom.protocol.CreateAccessKey;
import dev.darkroom.protocol.CreateSubAccount;
import dev.darkroom.protocol.DeleteAccessKey;
import dev.darkroom.protocol.DeleteSubAccount;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.EnvironmentChanged;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FindAccount;
import dev.darkroom.protocol.FindEnvironment;
import dev.darkroom.protocol.ListAccessKeys;
import dev.darkroom.protocol.ListSubAccounts;
import dev.darkroom.protocol.LoadEnvironment;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SetSignatureAlgorithm;
import dev.darkroom.protocol.UpdateAccessKey;
import dev.darkroom.protocol.UpdateSubAccount;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Event loop, futures only. Answers who a cloud is and which keys open it, on this node only: the
 * replies hold secrets. Answers are remembered for a second, so that hot paths cost no query and a
 * changed key is soon seen on every node.
 */
public final class EnvironmentVerticle extends VerticleBase {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final int MOST_REMEMBERED = 1_000;

  private record Remembered(Environment environment, long until) {}

  private final Bus bus;
  private final EnvironmentStore store;
  private final FirstAccount account;
  private final AccessKeys keys;
  private final SubAccounts subAccounts;
  private final Map<Object, Remembered> remembered = new ConcurrentHashMap<>();

  /** Serves {@link FindEnvironment} and {@link LoadEnvironment}. */
  public EnvironmentVerticle(Bus bus, Database database) {
    this.bus = bus;
    this.store = new EnvironmentStore(database);
    this.account = new FirstAccount(database);
    AccessKeyStore keyStore = new AccessKeyStore(database);
    this.keys = new AccessKeys(database, keyStore, this::changed);
    this.subAccounts = new SubAccounts(database, keyStore, this::changed);
  }

  @Override
  public Future<?> start() {
    bus.serve(
        FindEnvironment.ADDRESS,
        asked -> known(asked.cloud(), asked.cloud(), () -> store.find(asked.cloud())));
    bus.serve(
        LoadEnvironment.ADDRESS,
        asked -> known(asked.id(), String.valueOf(asked.id()), () -> store.find(asked.id())));
    bus.serve(FindAccount.ADDRESS, asked -> account.find());
    bus.serve(ListSubAccounts.ADDRESS, subAccounts::list);
    bus.serve(CreateSubAccount.ADDRESS, subAccounts::create);
    bus.serve(UpdateSubAccount.ADDRESS, subAccounts::update);
    bus.serve(DeleteSubAccount.ADDRESS, subAccounts::delete);
    bus.serve(ListAccessKeys.ADDRESS, keys::list);
    bus.serve(CreateAccessKey.ADDRESS, keys::create);
    bus.serve(UpdateAccessKey.ADDRESS, keys::update);
    bus.serve(DeleteAccessKey.ADDRESS, keys::delete);
    bus.serve(SetSignatureAlgorithm.ADDRESS, this::setAlgorithm);
    bus.subscribe(EnvironmentChanged.TOPIC, event -> remembered.clear());
    return Future.succeededFuture();
  }

  private Future<Done> setAlgorithm(SetSignatureAlgorithm request) {
    return store
        .setAlgorithm(request.environmentId(), request.algorithm())
        .map(set -> {
          changed(request.environmentId());
          return new Done();
        });
  }

  /** Forgotten here at once, by the other nodes when they hear of it. */
  private void changed(long environmentId) {
    remembered.clear();
    bus.publish(EnvironmentChanged.TOPIC, new EnvironmentChanged(environmentId));
  }

  private Future<Environment> known(
      Object key, String shown, Supplier<Future<Optional<Environment>>> look) {
    Remembered before = remembered.get(key);
    long now = System.nanoTime();
    if (before != null && before.until() - now > 0) {
      return Future.succeededFuture(before.environment());
    }
    return look.get()
        .map(found ->
            remember(
                key, found.orElseThrow(() -> new Refusal(ErrorCode.INVALID_CLOUD_NAME, shown))));
  }

  private Environment remember(Object key, Environment environment) {
    if (remembered.size() >= MOST_REMEMBERED) {
      remembered.clear();
    }
    remembered.put(key, new Remembered(environment, System.nanoTime() + FRESH.toNanos()));
    return environment;
  }
}
