package dev.darkroom.environment;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.FolderMode;
import io.vertx.core.Future;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes sure that there is an environment to work in. */
public final class FirstEnvironment {
  private static final String DEFAULT_CLOUD = "demo";

  private final EnvironmentStore store;

  /** Works on the given database. */
  public FirstEnvironment(Database database) {
    this.store = new EnvironmentStore(database);
  }

  /**
   * Seeds the given credentials, or, where there are none and no environment exists, cloud {@code
   * demo} with a key and a secret generated once.
   *
   * @return the credentials to print
   */
  public Future<Credentials> seed(@Nullable Credentials given, FolderMode mode) {
    if (given != null) {
      return insert(given, mode);
    }
    return store
        .findFirst()
        .compose(found ->
            found.isPresent()
                ? Future.succeededFuture(credentials(found.get()))
                : insert(Credentials.generate(DEFAULT_CLOUD), mode));
  }

  private Future<Credentials> insert(Credentials credentials, FolderMode mode) {
    String productEnvironmentId = UUID.randomUUID().toString().replace("-", "");
    return store
        .insert(credentials.cloud(), productEnvironmentId, mode, credentials)
        .map(credentials);
  }

  private static Credentials credentials(Environment environment) {
    AccessKey key = environment.signingKey();
    return new Credentials(environment.cloud(), key.apiKey(), key.secret());
  }
}
