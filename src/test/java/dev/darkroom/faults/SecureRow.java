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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    Path folder = Files.createDirectories(Path.of("target", "faults", "tls").toAbsolutePath());
    List<Case> cases = cases(new Keys(folder));
    try {
      String trusted = "-Djavax.net.ssl.trustStore=" + folder.resolve("trusted.p12");
      ServerProcess server =
          stage.start(
              HostileRows.once(stage, Duration.ofSeconds(15))
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
                "expired", "expired",
                "elsewhere", "localhost",
                "unknown", "certification path",
                "sha1", "proves nothing.*SHA1")
            .entrySet()) {
      SSLContext context = keys.make(kind.getKey());
      cases.add(new Case(kind.getKey(), receiver(context, "TLSv1.3", "TLSv1.2"), kind.getValue()));
    }
    SSLContext good = keys.make("old");
    cases.add(new Case("old", receiver(good, "TLSv1"), "neither TLS 1.2 nor 1.3"));
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

  /** Certificates by the JDK's keytool, of an authority that is trusted and of one that is not. */
  private record Keys(Path folder) {
    Keys {
      try (Stream<Path> old = Files.list(folder)) {
        for (Path file : old.toList()) {
          Files.delete(file);
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      for (String authority : List.of("trust", "nobody")) {
        Path store = folder.resolve(authority + ".p12");
        keytool(store, "-genkeypair", named(authority, "-ext", "bc:c"));
        keytool(store, "-exportcert", file(folder, authority));
      }
      keytool(folder.resolve("trusted.p12"), "-importcert", file(folder, "trust"));
    }

    private static List<String> named(String name, String... more) {
      List<String> all = new ArrayList<>(List.of("-keyalg", "RSA", "-dname", "CN=" + name));
      all.addAll(List.of(more));
      return all;
    }

    private static List<String> file(Path folder, String name) {
      return List.of("-rfc", "-noprompt", "-file", folder.resolve(name + ".pem").toString());
    }

    SSLContext make(String kind) throws IOException, GeneralSecurityException {
      Path store = folder.resolve(kind + ".p12");
      Path request = folder.resolve(kind + ".csr");
      String authority = kind.equals("unknown") ? "nobody" : "trust";
      keytool(store, "-genkeypair", named(kind));
      keytool(store, "-certreq", List.of("-file", request.toString()));
      keytool(folder.resolve(authority + ".p12"), "-gencert", certificate(kind, request));
      keytool(store, "-importcert", aliased(authority, file(folder, authority)));
      keytool(store, "-importcert", file(folder, kind));
      return context(store);
    }

    private List<String> certificate(String kind, Path request) {
      String name = kind.equals("elsewhere") ? "other.example" : "localhost";
      List<String> options = new ArrayList<>(file(folder, kind).subList(0, 1));
      options.addAll(List.of("-ext", "san=dns:" + name, "-infile", request.toString()));
      options.addAll(List.of("-outfile", folder.resolve(kind + ".pem").toString()));
      if (kind.equals("expired")) {
        options.addAll(List.of("-startdate", "-3d", "-validity", "2"));
      }
      if (kind.equals("sha1")) {
        options.addAll(List.of("-sigalg", "SHA1withRSA"));
      }
      return options;
    }

    private static List<String> aliased(String alias, List<String> options) {
      List<String> all = new ArrayList<>(options);
      all.addAll(List.of("-alias", alias));
      return all;
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
