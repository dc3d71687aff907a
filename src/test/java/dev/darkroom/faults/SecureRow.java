package dev.darkroom.faults;

import dev.darkroom.testing.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Row 15: TLS that must not be trusted, and one that must. */
final class SecureRow {
  private static final String PASSWORD = "changeit";

  private SecureRow() {}

  static List<Row> all() {
    return List.of(new Row(15, "TLS: expired, foreign, SHA-1, 1.0, certified", SecureRow::secure));
  }

  /** A receiver, and the words that tell why it is refused; empty for one that is good. */
  private record Case(String name, Hostile receiver, String why) {
    String url() {
      return "https://localhost:" + receiver.port() + "/" + name;
    }
  }

  private static Findings secure(Stage stage) throws Exception {
    // This process has to offer what the server must refuse.
    Security.setProperty("jdk.tls.disabledAlgorithms", "");
    Path folder = Files.createDirectories(Path.of("target", "faults", "tls").toAbsolutePath());
    List<Case> cases = cases(new Keys(folder));
    try {
      String trusted = "-Djavax.net.ssl.trustStore=" + folder.resolve("trusted.p12");
      ServerProcess server =
          stage.start(
              HostileRows.once(stage)
                  .with(
                      "JAVA_TOOL_OPTIONS",
                      trusted + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD));
      cases.forEach(each -> stage.subscribe(server, each.url()));
      stage.raise(server, 1);
      List<Log.Entry> log = Log.awaitAttempted(stage, cases.size());
      Findings findings =
          new Findings(cases.size() + " URLs, 1 event", "refused, told as tls, and why");
      for (Case each : cases) {
        Log.Entry entry =
            log.stream().filter(one -> one.url().equals(each.url())).findFirst().orElseThrow();
        boolean good = each.why.isEmpty();
        findings.require(
            good
                ? entry.state().equals("delivered")
                : entry.trouble().equals("tls")
                    && entry.error().matches("(?is).*" + each.why + ".*"),
            each.name + ": " + entry.state() + ", " + entry.trouble() + ", " + entry.error());
        findings.note("%s: %s".formatted(each.name, good ? "taken" : entry.error()));
      }
      return findings.note("a URL's own client certificate: ClientCertificateTest");
    } finally {
      cases.forEach(each -> each.receiver.close());
    }
  }

  private static List<Case> cases(Keys keys) throws Exception {
    List<Case> cases = new ArrayList<>();
    for (Map.Entry<String, String> kind :
        Map.of(
                "good", "",
                "expired", "expired|validity",
                "elsewhere", "localhost",
                "unknown", "certification path",
                "sha1", "sha1|algorithm|constraint|certification path")
            .entrySet()) {
      SSLContext context = keys.make(kind.getKey());
      cases.add(new Case(kind.getKey(), receiver(context, "TLSv1.3", "TLSv1.2"), kind.getValue()));
    }
    SSLContext good = keys.make("old");
    cases.add(new Case("old", receiver(good, "TLSv1"), "protocol|handshake"));
    return cases;
  }

  private static Hostile receiver(SSLContext context, String... protocols) throws IOException {
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 64, InetAddress.getLoopbackAddress());
    socket.setEnabledProtocols(protocols);
    return Hostile.on(
        socket,
        visit -> {
          if (visit.request() != null) {
            visit.write(Hostile.Visit.OK);
          }
        });
  }

  /** Certificates by the JDK's keytool; all are trusted but the unknown one. */
  private record Keys(Path folder) {
    Keys {
      try {
        Files.deleteIfExists(folder.resolve("trusted.p12"));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    SSLContext make(String kind) throws IOException, GeneralSecurityException {
      Path store = folder.resolve(kind + ".p12");
      Files.deleteIfExists(store);
      List<String> more = new ArrayList<>(List.of("-keyalg", "RSA", "-keysize", "2048"));
      more.addAll(List.of("-dname", "CN=" + kind));
      more.addAll(
          List.of("-ext", "san=dns:" + (kind.equals("elsewhere") ? "other.example" : "localhost")));
      if (kind.equals("expired")) {
        more.addAll(List.of("-startdate", "-3d", "-validity", "2"));
      }
      if (kind.equals("sha1")) {
        more.addAll(List.of("-sigalg", "SHA1withRSA"));
      }
      keytool(store, "-genkeypair", more);
      if (!kind.equals("unknown")) {
        Path certificate = folder.resolve(kind + ".pem");
        keytool(store, "-exportcert", List.of("-rfc", "-file", certificate.toString()));
        keytool(
            folder.resolve("trusted.p12"),
            "-importcert",
            List.of("-noprompt", "-file", certificate.toString(), "-alias", kind));
      }
      return context(store);
    }

    private static void keytool(Path store, String command, List<String> more) {
      List<String> whole = new ArrayList<>();
      whole.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
      whole.add(command);
      whole.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
      whole.addAll(List.of("-storetype", "PKCS12"));
      whole.addAll(more);
      Signals.must(whole.toArray(String[]::new));
    }

    private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD.toCharArray());
      }
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    }
  }
}
