package dev.darkroom.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.darkroom.protocol.NotificationSignature;
import dev.darkroom.protocol.SignatureAlgorithm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** db-scheduler in a process of its own: its data are the URL, a space and the body. */
public final class DbSchedulerProcess {
  private static final int THREADS = 50;
  private static final Duration POLL = Duration.ofMillis(100);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private DbSchedulerProcess() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments JDBC URL, user, password
   */
  public static void main(String[] arguments) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(arguments[0]);
    pool.setUsername(arguments[1]);
    pool.setPassword(arguments[2]);
    pool.setMaximumPoolSize(THREADS);
    DbSchedulerProcess sender = new DbSchedulerProcess();
    OneTimeTask<String> post =
        Tasks.oneTime("post", String.class)
            .execute((instance, context) -> sender.post(instance.getData()));
    Scheduler.create(new HikariDataSource(pool), post)
        .serializer(new Text())
        .threads(THREADS)
        .pollingInterval(POLL)
        .pollUsingLockAndFetch(1.0, 4.0)
        .build()
        .start();
    System.out.println("ready");
  }

  private void post(String data) {
    int space = data.indexOf(' ');
    byte[] body = data.substring(space + 1).getBytes(StandardCharsets.UTF_8);
    long timestamp = System.currentTimeMillis() / 1_000;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(data.substring(0, space)))
            .header("Content-Type", "application/json")
            .header("X-Cld-Timestamp", Long.toString(timestamp))
            .header(
                "X-Cld-Signature",
                NotificationSignature.of(body, timestamp, "secret", SignatureAlgorithm.SHA1))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("status " + answer.statusCode());
      }
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** The data as they are. */
  private static final class Text implements Serializer {
    @Override
    public byte[] serialize(Object data) {
      return String.valueOf(data).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] data) {
      return type.cast(new String(data, StandardCharsets.UTF_8));
    }
  }
}
