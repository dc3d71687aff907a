package dev.darkroom.asset.job;

import dev.darkroom.outbox.Job;
import dev.darkroom.outbox.JobLog;
import dev.darkroom.outbox.JobTakenOver;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs on this node: those it has just committed, and those whose owner is gone. Leases are
 * renewed while a job runs. Lives on one virtual-thread context: its set needs no lock.
 */
public final class JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final int MOST_ATTEMPTS = 5;
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration ENDED_FOR = Duration.ofDays(1);
  private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

  private final JobLog log;
  private final Map<String, JobWork> works;
  private final int mostAtOnce;
  private final Set<Long> running = new HashSet<>();
  private final Context context;

  /** To be made on the context of the verticle that owns it. */
  public JobRunner(Vertx vertx, JobLog log, Map<String, JobWork> works, int mostAtOnce) {
    this.log = log;
    this.works = works;
    this.mostAtOnce = mostAtOnce;
    this.context = vertx.getOrCreateContext();
  }

  /** Starts a job that this node has leased; returns at once. */
  public void start(Job job) {
    context.runOnContext(nothing -> run(job));
  }

  /** What comes round: abandoned jobs, leases, and the memory of what has ended. */
  public void keepHouse(Housekeeping housekeeping, Duration sweep) {
    housekeeping.every(sweep, "looking for abandoned jobs", this::sweep);
    housekeeping.every(log.lease().dividedBy(3), "renewing jobs", this::renew);
    housekeeping.every(
        FORGET_EVERY, "forgetting ended jobs", () -> log.forgetEnded(ENDED_FOR).await());
  }

  /** Takes over what other nodes have left behind. */
  private void sweep() {
    int room = mostAtOnce - running.size();
    if (room > 0) {
      List<Job> claimed = log.claimExpired(room).await();
      claimed.forEach(this::start);
    }
  }

  /** Keeps what is running here for another lease. */
  private void renew() {
    if (!running.isEmpty()) {
      log.renew(Set.copyOf(running)).await();
    }
  }

  /** Catches checked exceptions too: an await throws what failed, whatever that is. */
  private void run(Job job) {
    if (running.size() >= mostAtOnce) {
      log.postpone(job, Duration.ZERO).await();
      return;
    }
    if (!running.add(job.id())) {
      return;
    }
    try {
      attempt(job);
    } catch (JobTakenOver late) {
      LOG.info("{}", late.getMessage());
    } catch (Exception failure) {
      LOG.error("job {} ({}) could not even be postponed", job.id(), job.kind(), failure);
    } finally {
      running.remove(job.id());
    }
  }

  private void attempt(Job job) {
    JobWork work = works.get(job.kind());
    if (work == null) {
      LOG.warn("job {} is of the unknown kind {}", job.id(), job.kind());
      log.postpone(job, PAUSE.multipliedBy(MOST_ATTEMPTS)).await();
      return;
    }
    try {
      perform(work, job);
    } catch (JobTakenOver late) {
      throw late;
    } catch (Exception failure) {
      failed(work, job, failure);
    }
  }

  private static void perform(JobWork work, Job job) {
    try {
      work.run(job);
    } catch (Refusal refusal) {
      if (!refusal.isFinal()) {
        throw refusal;
      }
      work.giveUp(job, refusal.getMessage());
    }
  }

  private void failed(JobWork work, Job job, Exception failure) {
    if (job.attempts() >= MOST_ATTEMPTS) {
      LOG.error("job {} ({}) is given up", job.id(), job.kind(), failure);
      work.giveUp(job, failure instanceof Refusal known ? known.getMessage() : "General Error");
      return;
    }
    LOG.warn("job {} ({}) is tried again: {}", job.id(), job.kind(), failure.toString());
    log.postpone(job, PAUSE.multipliedBy(job.attempts())).await();
  }
}
