package dev.darkroom.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.db.EmbeddedPostgres.Sharing;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server in child processes that are killed. As root, it also runs below a private folder. */
final class EmbeddedPostgresTest {
  private static final boolean ROOT = System.getProperty("user.name").equals("root");

  @TempDir Path temporary;
  private final List<Process> children = new ArrayList<>();
  private Path folder;
  private Path link;

  @BeforeEach
  void unpackOnce() throws IOException {
    folder = Files.createDirectory(temporary.resolve("postgres"));
    Path programs =
        ServerPrograms.unpackedBelow(
                Files.createDirectories(Path.of("target", "postgres-programs").toAbsolutePath()))
            .folder();
    link = Files.createSymbolicLink(folder.resolve(programs.getFileName()), programs);
  }

  @AfterEach
  void killWhatIsLeft() throws IOException {
    children.forEach(Process::destroyForcibly);
    Files.delete(link);
  }

  @Test
  void whatWasCommittedSurvivesTheDeathOfTheProcess() throws Exception {
    Process owner = start(List.of(), Sharing.ALONE);
    int port = port(owner);
    execute(port, "create table kept (n int)", "insert into kept values (42)");
    ProcessHandle server = server();

    kill(owner);
    server.onExit().get(10, TimeUnit.SECONDS);
    try (EmbeddedPostgres again = EmbeddedPostgres.start(folder, Sharing.ALONE)) {
      assertEquals("42", value(again.address().port(), "select n from kept"));
      assertEquals("on", value(again.address().port(), "show fsync"));
      assertEquals("on", value(again.address().port(), "show data_checksums"));
    }
    assertFalse(Files.exists(folder.resolve("data").resolve("postmaster.pid")));
  }

  @Test
  void theNextStartWorksAlthoughServerAndProcessWereKilled() throws Exception {
    Process owner = start(List.of(), Sharing.ALONE);
    execute(port(owner), "create table kept (n int)", "insert into kept values (43)");
    ProcessHandle server = server();

    server.destroyForcibly();
    kill(owner);
    try (EmbeddedPostgres again = EmbeddedPostgres.start(folder, Sharing.ALONE)) {
      assertEquals("43", value(again.address().port(), "select n from kept"));
    }
  }

  @Test
  void aSecondProcessIsRefusedUnlessItSharesAndThenTakesOver() throws Exception {
    Process owner = start(List.of(), Sharing.ALONE);
    int port = port(owner);
    assertTrue(
        start(List.of(), Sharing.ALONE)
            .inputReader()
            .readLine()
            .startsWith("Process " + owner.pid() + " already runs Darkroom on "));
    Process second = start(List.of(), Sharing.SHARED);
    assertEquals(port, port(second));

    kill(owner);
    awaitAnswer(port);
    second.getOutputStream().close();
    assertTrue(second.waitFor(20, TimeUnit.SECONDS));
    assertFalse(Files.exists(folder.resolve("data").resolve("postmaster.pid")));
  }

  /** Root drops to an ordinary user that may read this build's class path; others are one. */
  @Test
  void anOrdinaryUserNeedsNothingElse() throws Exception {
    List<String> ordinary =
        ROOT
            ? List.of(
                "setpriv --reuid 65534 --regid 65534 --clear-groups --securebits +no_setuid_fixup --inh-caps +dac_read_search --ambient-caps +dac_read_search --"
                    .split(" "))
            : List.of();
    if (ROOT) {
      Files.setAttribute(folder, "unix:uid", 65534);
    }
    Process owner = start(ordinary, Sharing.ALONE);
    execute(port(owner), "create table kept (n int)");
    assertEquals(
        Files.getAttribute(folder, "unix:uid"),
        Files.getAttribute(folder.resolve("data"), "unix:uid"));
    owner.getOutputStream().close();
    assertTrue(owner.waitFor(20, TimeUnit.SECONDS));
  }

  @Test
  void thePasswordIsPrivateAndNeeded() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(folder, Sharing.ALONE)) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("password"))));
      PostgresAddress address = server.address();
      assertFalse(address.toString().contains(address.password()));
      SQLException refused =
          assertThrows(
              SQLException.class,
              () -> DriverManager.getConnection(address.jdbcUrl(), address.user(), "guess"));
      assertEquals("28P01", refused.getSQLState());
    }
  }

  private Process start(List<String> prefix, Sharing sharing) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ServerHolder.class.getName(),
            folder.toString(),
            sharing.name()));
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    children.add(child);
    return child;
  }

  private static int port(Process child) throws IOException {
    BufferedReader said = child.inputReader();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith("UP ")) {
        return Integer.parseInt(line.substring(3));
      }
    }
    throw new AssertionError("the child ended");
  }

  private ProcessHandle server() throws IOException {
    Path file = folder.resolve("data").resolve("postmaster.pid");
    return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst())).orElseThrow();
  }

  private static void kill(Process child) throws InterruptedException {
    child.destroyForcibly();
    assertTrue(child.waitFor(10, TimeUnit.SECONDS));
  }

  /** The one who takes over needs a moment; every refused connection is an answer by itself. */
  private void awaitAnswer(int port) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try {
        assertEquals("1", value(port, "select 1"));
        return;
      } catch (SQLException notYet) {
        if (System.nanoTime() > deadline) {
          throw notYet;
        }
        Thread.onSpinWait();
      }
    }
  }

  private void execute(int port, String... statements) throws Exception {
    try (Connection connection = connect(port);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String value(int port, String sql) throws Exception {
    try (Connection connection = connect(port);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next());
      return rows.getString(1);
    }
  }

  private Connection connect(int port) throws Exception {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/postgres?sslmode=disable".formatted(port),
        ServerData.USER,
        Files.readString(folder.resolve("password")));
  }
}
