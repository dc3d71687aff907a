package dev.darkroom.net;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The operating system's resolver, which also reads the hosts file. It blocks, so it runs on
 * threads of its own, few and bounded; a name is asked for once at a time, however many wait for
 * it.
 */
public final class SystemResolver implements Resolver, AutoCloseable {
  private static final int THREADS = 8;
  private static final int WAITING_NAMES = 256;

  private final Vertx vertx;
  private final Duration budget;
  private final ExecutorService threads;
  private final Map<String, CompletableFuture<List<InetAddress>>> asked = new ConcurrentHashMap<>();

  /**
   * A resolver that gives up on a name after the budget.
   *
   * @param budget how long a caller waits at most
   */
  public SystemResolver(Vertx vertx, Duration budget) {
    this.vertx = vertx;
    this.budget = budget;
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(WAITING_NAMES),
            Thread.ofPlatform().daemon().name("resolve-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
    this.threads = pool;
  }

  @Override
  public Future<List<InetAddress>> resolve(String host) {
    CompletableFuture<List<InetAddress>> shared = asked.computeIfAbsent(host, this::ask);
    CompletableFuture<List<InetAddress>> answer =
        shared
            .whenComplete((found, failure) -> asked.remove(host, shared))
            .orTimeout(budget.toMillis(), TimeUnit.MILLISECONDS);
    return Future.fromCompletionStage(answer, vertx.getOrCreateContext())
        .recover(failure -> Future.failedFuture(new UnresolvedHost(why(host, failure))));
  }

  private CompletableFuture<List<InetAddress>> ask(String host) {
    CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
    try {
      threads.execute(() -> lookUp(host, answer));
    } catch (RejectedExecutionException full) {
      return CompletableFuture.failedFuture(full);
    }
    return answer;
  }

  private void lookUp(String host, CompletableFuture<List<InetAddress>> answer) {
    try {
      answer.complete(List.of(InetAddress.getAllByName(host)));
    } catch (UnknownHostException | RuntimeException failure) {
      answer.completeExceptionally(failure);
    }
  }

  private String why(String host, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return switch (cause) {
      case UnknownHostException unknown -> "no address for " + host;
      case RejectedExecutionException full -> "too many names to resolve, " + host + " among them";
      case TimeoutException late ->
          "no address for " + host + " within " + budget.toSeconds() + " s";
      default -> "no address for " + host + ": " + cause.getMessage();
    };
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
