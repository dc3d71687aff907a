package dev.darkroom.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** Makes the server's data folder and its password, once. */
final class ServerData {
  static final String USER = "darkroom";

  private static final int PASSWORD_BYTES = 24;

  private final ServerFolder folder;
  private final ServerPrograms programs;
  private final ServerAccount account;

  ServerData(ServerFolder folder, ServerPrograms programs, ServerAccount account) {
    this.folder = folder;
    this.programs = programs;
    this.account = account;
  }

  /** Makes what is missing. A kill at any moment leaves nothing that the next call cannot mend. */
  void prepare() throws IOException, InterruptedException {
    Path socket = folder.socket();
    if (!Files.exists(socket)) {
      account.own(Files.createDirectories(socket));
    }
    if (!Files.exists(folder.password())) {
      ServerFolder.writePrivate(folder.password(), newPassword());
    }
    if (!Files.exists(folder.data())) {
      create();
    }
  }

  private void create() throws IOException, InterruptedException {
    ServerFolder.deleteTree(folder.unfinished());
    account.own(Files.createDirectories(folder.unfinished()));
    Path password = folder.socket().resolve("password");
    Files.deleteIfExists(password);
    Files.copy(folder.password(), password, StandardCopyOption.COPY_ATTRIBUTES);
    account.own(password);
    ServerAccount.finish(
        account.run(
            List.of(
                programs.program("initdb"),
                "--pgdata=" + folder.unfinished(),
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions")));
    Files.delete(password);
    Files.move(folder.unfinished(), folder.data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
