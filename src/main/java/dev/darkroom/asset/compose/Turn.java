package dev.darkroom.asset.compose;

import dev.darkroom.asset.job.Progress;
import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.outbox.Job;
import dev.darkroom.protocol.CreateArchive;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.Order;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances of one piece of work.
 *
 * @param order null when a delivery needs it: then nobody is told
 * @param job null when somebody waits for it
 * @param patience of who waits for it
 */
record Turn(
    Environment environment,
    @Nullable Order order,
    @Nullable Job job,
    Progress progress,
    Patience patience) {
  /** Work that a caller waits for. */
  static Turn now(AssetParts parts, Order order, Patience patience) {
    return new Turn(
        parts.environment(order.environmentId()),
        order,
        null,
        new Progress(parts.jobs(), null, parts.clock()),
        patience);
  }

  /** Work in the background. */
  static Turn later(AssetParts parts, Order order, Job job) {
    return of(parts, parts.environment(order.environmentId()), order, job);
  }

  /** Work that a delivery waits for. */
  static Turn silent(AssetParts parts, Environment environment) {
    return of(parts, environment, null, null);
  }

  private static Turn of(
      AssetParts parts, Environment environment, @Nullable Order order, @Nullable Job job) {
    Progress progress = new Progress(parts.jobs(), job, parts.clock());
    return new Turn(environment, order, job, progress, Patience.endless());
  }

  /** Some of all steps are done; goes no further when nobody waits any more. */
  void report(long done, long all) {
    patience.require();
    progress.report(done, all);
  }

  /** The folder that the order wants its asset in; empty for the root. */
  String folder() {
    return order instanceof CreateArchive archive
        ? Objects.requireNonNullElse(archive.assetFolder(), "")
        : "";
  }

  /** Who is named as the uploader of what is made; empty for nobody. */
  String maker() {
    return order == null ? "" : order.caller().id();
  }
}
