package dev.darkroom.db;

import dev.darkroom.db.EmbeddedPostgres.Sharing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A process that runs an embedded server until its input ends; for tests that kill it. */
public final class ServerHolder {
  private ServerHolder() {}

  /** Starts the server of folder {@code arguments[0]} and tells the port. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (EmbeddedPostgres server =
        EmbeddedPostgres.start(Path.of(arguments[0]), Sharing.valueOf(arguments[1]))) {
      System.out.println("UP " + server.address().port());
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IllegalStateException refused) {
      System.out.println(refused.getMessage());
    }
  }
}
