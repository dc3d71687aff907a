package dev.darkroom.asset.job;

import dev.darkroom.outbox.Job;

/** A kind of background work. */
public interface JobWork {
  /**
   * Does it, and ends the job in the transaction of its result. Throwing means: try again later.
   */
  void run(Job job);

  /** Ends a job that has failed too often, with an {@code error} event. */
  void giveUp(Job job, String reason);
}
