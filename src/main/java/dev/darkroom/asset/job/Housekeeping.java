package dev.darkroom.asset.job;

import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that comes round: it goes on after a failure, since the next round may find all well. */
public final class Housekeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private final Vertx vertx;

  /** On the context of the verticle that makes it; rounds end with that verticle. */
  public Housekeeping(Vertx vertx) {
    this.vertx = vertx;
  }

  public void every(Duration period, String name, Runnable work) {
    vertx.setPeriodic(period.toMillis(), round -> attempt(period, name, work));
  }

  private static void attempt(Duration period, String name, Runnable work) {
    try {
      work.run();
    } catch (Exception failure) {
      // Not only runtime ones: an await throws what failed, an IOException of the database as well.
      LOG.warn("{} failed, again in {}: {}", name, period, failure.toString());
    }
  }
}
