package dev.darkroom.testing;

import dev.darkroom.bus.BusTls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority of one's own, made with the JDK's keytool, as PEM files in a folder. */
public final class PrivateAuthority {
  private static final String PASSWORD = "change-it";

  private final Path folder;
  private final String name;

  /** Makes the authority. */
  public PrivateAuthority(Path folder, String name) {
    this.folder = folder;
    this.name = name;
    keytool(name, "-genkeypair", "-dname", "CN=" + name, "-ext", "bc:c", "-alias", "own");
    keytool(name, "-exportcert", "-rfc", "-alias", "own", "-file", file(name + ".pem"));
  }

  /** A certificate of it, with what a node needs to use it. */
  public BusTls node(String node) {
    keytool(node, "-genkeypair", "-dname", "CN=" + node, "-alias", "own");
    keytool(node, "-certreq", "-alias", "own", "-file", file(node + ".csr"));
    keytool(
        name,
        "-gencert",
        "-rfc",
        "-alias",
        "own",
        "-infile",
        file(node + ".csr"),
        "-outfile",
        file(node + ".pem"));
    return new BusTls(folder.resolve(node + ".pem"), key(node), folder.resolve(name + ".pem"));
  }

  private Path key(String node) {
    try (InputStream in = Files.newInputStream(folder.resolve(node + ".p12"))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      byte[] key = store.getKey("own", PASSWORD.toCharArray()).getEncoded();
      return Files.writeString(
          folder.resolve(node + ".key"),
          "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
              .formatted(Base64.getMimeEncoder().encodeToString(key)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private String file(String file) {
    return folder.resolve(file).toString();
  }

  private void keytool(String store, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", file(store + ".p12"), "-storepass", PASSWORD));
    if (arguments[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-validity", "2", "-storetype", "PKCS12"));
    }
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
