package dev.darkroom.journal;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.ResetEnvironment;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;

/** Empties an environment in one transaction, whatever there is in it. For virtual threads. */
final class EnvironmentReset {
  private static final String RESET = "select reset_environment($1)";

  private final Database database;

  EnvironmentReset(Database database) {
    this.database = database;
  }

  /** Leaves the access keys alone; tells how many assets there were. */
  Answer reset(ResetEnvironment asked) {
    long assets =
        database.query(RESET, Tuple.of(asked.environmentId())).await().iterator().next().getLong(0);
    return new Answer(new JsonObject().put("reset", true).put("assets", assets).encode());
  }
}
