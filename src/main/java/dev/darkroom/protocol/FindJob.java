package dev.darkroom.protocol;

/** Asks how far background work is; ended work is known for a day. This call is ours. */
public record FindJob(long environmentId, String batchId) implements BusMessage {
  public static final Address<FindJob, Answer> ADDRESS =
      Address.of("asset.find-job", FindJob.class, Answer.class).onThisNode();
}
