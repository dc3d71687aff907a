package dev.darkroom.asset.job;

import dev.darkroom.outbox.Job;

/** A kind of background work. */
public interface JobWork {
  /**
   * Does it, and ends the job in the transaction of its result. A {@link
   * dev.darkroom.protocol.Refusal} that is final gives it up, any other failure means: try again
   * later.
   */
  void run(Job job);

  /** Ends a job that failed for good or too often, with an event that says so. */
  void giveUp(Job job, String reason);
}
