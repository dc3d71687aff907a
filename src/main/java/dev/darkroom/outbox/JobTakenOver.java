package dev.darkroom.outbox;

/** Another node has taken this job over: its result here is void. */
public final class JobTakenOver extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JobTakenOver(Job job) {
    super("job " + job.id() + " was taken over by another node", null, false, false);
  }
}
