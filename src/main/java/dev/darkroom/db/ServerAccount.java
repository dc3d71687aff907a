package dev.darkroom.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The operating system's account for PostgreSQL, which refuses to run as root: when we are root,
 * {@code postgres} or {@code nobody} (or whoever owns the data already), else ourselves.
 */
final class ServerAccount {
  /**
   * Lets the dropped account read its way through a root-only folder, such as root's home; nothing
   * else of root's. The secure bit makes access(2) agree with open(2).
   */
  private static final List<String> PASS_ANY_FOLDER =
      List.of(
          "--securebits",
          "+no_setuid_fixup",
          "--inh-caps",
          "+dac_read_search",
          "--ambient-caps",
          "+dac_read_search");

  private final List<String> drop;
  private final String name;

  private ServerAccount(String name, List<String> drop) {
    this.name = name;
    this.drop = drop;
  }

  /**
   * Chooses the account for a folder.
   *
   * @throws IllegalStateException in one sentence, when there is none that can use the folder
   */
  static ServerAccount forFolder(ServerFolder folder) throws IOException, InterruptedException {
    String self = System.getProperty("user.name");
    if (!self.equals("root")) {
      return new ServerAccount(self, List.of());
    }
    if (!installed("setpriv")) {
      throw new IllegalStateException(
          "PostgreSQL refuses to run as root and setpriv (util-linux) is not installed: run"
              + " Darkroom as an ordinary user or set DARKROOM_DATABASE_URL.");
    }
    Account account = account(folder);
    List<String> drop =
        List.of("--reuid", account.user, "--regid", account.group, "--clear-groups");
    List<String> dropButPass = Stream.concat(drop.stream(), PASS_ANY_FOLDER.stream()).toList();
    for (List<String> candidate : List.of(drop, dropButPass)) {
      ServerAccount chosen = new ServerAccount(account.name, candidate);
      if (chosen.reaches(folder.root())) {
        return chosen;
      }
    }
    throw new IllegalStateException(
        "PostgreSQL runs as %s, who cannot reach %s: choose a data folder outside root-only folders."
            .formatted(account.name, folder.root()));
  }

  /** The command, run as this account with nothing of our environment. */
  ProcessBuilder run(List<String> command) {
    return process(drop, command);
  }

  /**
   * The command in a session of its own, so that Ctrl-C reaches us alone, and interrupted by the
   * kernel when the thread that starts it ends; where the system has no setpriv, neither.
   */
  ProcessBuilder runUntilWeDie(List<String> command) {
    if (!installed("setpriv") || !installed("setsid")) {
      return process(drop, command);
    }
    List<String> options = new ArrayList<>(drop);
    options.addAll(List.of("--pdeathsig", "INT"));
    ProcessBuilder process = process(options, command);
    process.command().add(0, "setsid");
    return process;
  }

  /** Gives a folder or file to this account. */
  void own(Path path) throws IOException {
    if (drop.isEmpty()) {
      return;
    }
    UserPrincipal owner =
        path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
    Files.setOwner(path, owner);
  }

  /** Runs a command to its end; fails with what it said. */
  static void finish(ProcessBuilder command) throws IOException, InterruptedException {
    Process process = command.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command.command()) + ": " + said.strip());
    }
  }

  private boolean reaches(Path folder) throws IOException, InterruptedException {
    Process test =
        run(List.of("test", "-x", folder.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return test.waitFor() == 0;
  }

  private static ProcessBuilder process(List<String> options, List<String> command) {
    List<String> words = new ArrayList<>();
    if (!options.isEmpty()) {
      words.add("setpriv");
      words.addAll(options);
      words.add("--");
    }
    words.addAll(command);
    ProcessBuilder process = new ProcessBuilder(words).directory(Path.of("/").toFile());
    process.environment().keySet().retainAll(List.of("PATH"));
    process.environment().put("LC_ALL", "C");
    return process;
  }

  private static boolean installed(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private record Account(String name, String user, String group) {}

  private static Account account(ServerFolder folder) throws IOException {
    if (Files.exists(folder.data())) {
      String owner = Files.getOwner(folder.data()).getName();
      Integer user = (Integer) Files.getAttribute(folder.data(), "unix:uid");
      Integer group =
          (Integer) Files.getAttribute(folder.data(), "unix:gid", LinkOption.NOFOLLOW_LINKS);
      return new Account(owner, user.toString(), group.toString());
    }
    List<String[]> accounts =
        Files.readAllLines(Path.of("/etc/passwd")).stream().map(line -> line.split(":")).toList();
    return Stream.of("postgres", "nobody")
        .flatMap(name -> accounts.stream().filter(fields -> fields[0].equals(name)))
        .findFirst()
        .map(fields -> new Account(fields[0], fields[2], fields[3]))
        .orElse(new Account("nobody", "65534", "65534"));
  }
}
