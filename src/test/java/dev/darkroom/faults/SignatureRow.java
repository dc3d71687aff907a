package dev.darkroom.faults;

import com.cloudinary.SignatureAlgorithm;
import com.cloudinary.api.signing.NotificationRequestSignatureVerifier;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.darkroom.testing.Api;
import dev.darkroom.testing.NodePrograms;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.ServerProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Row 25: what others think of the signatures. Every notification is written to a folder as it
 * came, and programs in other languages look at that.
 */
final class SignatureRow {
  private static final long VALID_SECONDS = 7_200;
  private static final int MEBIBYTE = 1024 * 1024;
  private static final Path FOLDER = Path.of("target", "faults", "signatures").toAbsolutePath();
  private static final Path SCRIPTS = Path.of("src", "test", "scripts").toAbsolutePath();

  /** Program and script; what is not installed is named in a note. */
  private static final Map<String, String> PROGRAMS =
      Map.of("python3", "signatures.py", "php", "signatures.php", "ruby", "signatures.rb");

  private SignatureRow() {}

  static List<Row> all() {
    return List.of(new Row(25, "verified by others, with odd bodies", SignatureRow::verified));
  }

  private static Findings verified(Stage stage) throws IOException {
    try (Receiver receiver = Receiver.start()) {
      ServerProcess server = stage.start(stage.setup());
      Api api = new Api(server);
      String url = receiver.url("/");
      stage.subscribe(server, url);
      String standard =
          api.form("PUT", "notification_urls", "url", url, "standard_webhooks", "true")
              .ok()
              .getString("secret");
      int half = stage.count(20);
      raise(stage, api, half, 1);
      api.form("PUT", "notification_signatures", "signature_algorithm", "sha256").ok();
      Stage.pass(Duration.ofSeconds(2));
      raise(stage, api, half, 2);
      huge(api);
      stage.settle(List.of(), List.of());
      List<Receiver.Arrival> arrivals = receiver.arrivals();
      JsonArray keys = api.get(".well-known/jwks.json").ok().getJsonArray("keys");
      int longest = arrivals.stream().mapToInt(one -> one.body().length()).max().orElse(0);
      Findings findings =
          new Findings(
                  arrivals.size() + " bodies, the longest " + longest / 1024 + " kB",
                  "100 % verify; one flipped byte 0 %")
              .require(longest >= MEBIBYTE, "no body of 1 MB")
              .require(arrivals.size() > 2 * half, "not all came");
      byJava(findings, arrivals, server.secret(), standard);
      write(
          arrivals,
          new JsonObject()
              .put("secret", server.secret())
              .put("standardSecret", standard)
              .put("keys", keys));
      byOpenssl(findings, arrivals, keys.getJsonObject(0));
      byPrograms(findings, arrivals.size());
      return findings;
    }
  }

  private static void raise(Stage stage, Api api, int count, int seed) {
    List<String> odd = new ArrayList<>(odd());
    Random random = new Random(seed);
    IntStream.range(0, count).forEach(each -> odd.add(anything(random)));
    for (int each = 0; each < odd.size(); each++) {
      byte[] file = ("file " + seed + each).getBytes(StandardCharsets.UTF_8);
      String name = "odd/" + seed + "/" + each;
      api.upload("raw", "a.txt", file, Map.of("public_id", name, "context", "alt=" + odd.get(each)))
          .ok();
    }
    stage.settle(List.of(), List.of());
  }

  /** Many long tags on several assets at once. */
  private static void huge(Api api) {
    String tags =
        IntStream.range(0, 500)
            .mapToObj(each -> each + "\u8a9e/\u00fc".repeat(80))
            .collect(Collectors.joining(","));
    List<String> form = new ArrayList<>(List.of("command", "add", "tag", tags));
    IntStream.range(0, 8).forEach(each -> form.addAll(List.of("public_ids[]", "odd/1/" + each)));
    api.post("raw/tags", form.toArray(String[]::new)).ok();
  }

  private static void byJava(
      Findings findings, List<Receiver.Arrival> arrivals, String secret, String standard) {
    count(findings, "cloudinary-java", arrivals, (one, text) -> bySdk(secret, one, text));
    count(
        findings,
        "standardwebhooks-java",
        arrivals,
        (one, text) -> byStandard(standard, one, text));
  }

  private interface Check {
    boolean verifies(Receiver.Arrival arrival, String body);
  }

  private static void count(
      Findings findings, String who, List<Receiver.Arrival> arrivals, Check check) {
    long verified = arrivals.stream().filter(one -> check.verifies(one, one.text())).count();
    long flipped =
        arrivals.stream().filter(one -> check.verifies(one, flipped(one.text()))).count();
    told(findings, arrivals.size(), who + " " + verified + " " + flipped);
  }

  /** Takes a line of "who verified flipped". */
  private static void told(Findings findings, int all, String line) {
    boolean right = line.endsWith(" " + all + " 0");
    findings.require(right, line + " of " + all).note(right ? line : "wrong: " + line);
  }

  private static boolean bySdk(String secret, Receiver.Arrival arrival, String body) {
    String signature = arrival.header("x-cld-signature");
    return new NotificationRequestSignatureVerifier(
            secret,
            SignatureAlgorithm.valueOf(algorithm(signature).toUpperCase(java.util.Locale.ROOT)))
        .verifySignature(body, arrival.header("x-cld-timestamp"), signature, VALID_SECONDS);
  }

  private static boolean byStandard(String secret, Receiver.Arrival arrival, String body) {
    Map<String, List<String>> headers =
        arrival.headers().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
    try {
      new Webhook(secret).verify(body, HttpHeaders.of(headers, (name, value) -> true));
      return true;
    } catch (WebhookVerificationException wrong) {
      return false;
    }
  }

  private static String algorithm(String signature) {
    return signature.length() == 40 ? "sha1" : "sha256";
  }

  private static void write(List<Receiver.Arrival> arrivals, JsonObject told) throws IOException {
    Files.createDirectories(FOLDER);
    JsonArray cases = new JsonArray();
    for (int each = 0; each < arrivals.size(); each++) {
      Receiver.Arrival one = arrivals.get(each);
      Files.write(FOLDER.resolve(each + ".body"), one.body().getBytes());
      cases.add(
          new JsonObject()
              .put("file", each + ".body")
              .put("algorithm", algorithm(one.header("x-cld-signature")))
              .put("timestamp", one.header("x-cld-timestamp"))
              .put("signature", one.header("x-cld-signature"))
              .put("v2", one.header("x-cld-signature_v2"))
              .put("kid", one.header("x-darkroom-key-id"))
              .put("id", one.header("webhook-id"))
              .put("standard", one.header("webhook-signature")));
    }
    Files.writeString(FOLDER.resolve("cases.json"), told.put("cases", cases).encode());
  }

  /** With the key as it is published, in the frame that all Ed25519 keys have (RFC 8410). */
  private static void byOpenssl(Findings findings, List<Receiver.Arrival> arrivals, JsonObject jwk)
      throws IOException {
    if (!Signals.run("openssl", "version")) {
      findings.note("openssl is not here");
      return;
    }
    byte[] key = Base64.getUrlDecoder().decode(jwk.getString("x"));
    String frame = "MCowBQYDK2VwAyEA";
    Files.writeString(
        FOLDER.resolve("key.pem"),
        "-----BEGIN PUBLIC KEY-----\n%s%s\n-----END PUBLIC KEY-----\n"
            .formatted(frame, Base64.getEncoder().encodeToString(key)));
    count(findings, "openssl-ed25519", arrivals, SignatureRow::byOpenssl);
  }

  private static boolean byOpenssl(Receiver.Arrival arrival, String body) {
    try {
      String signed = arrival.header("x-cld-timestamp") + "." + body;
      Files.writeString(FOLDER.resolve("signed"), signed);
      byte[] signature = Base64.getDecoder().decode(arrival.header("x-cld-signature_v2"));
      Files.write(FOLDER.resolve("signature"), signature);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
    return Signals.run(
        "openssl",
        "pkeyutl",
        "-verify",
        "-pubin",
        "-inkey",
        FOLDER + "/key.pem",
        "-rawin",
        "-in",
        FOLDER + "/signed",
        "-sigfile",
        FOLDER + "/signature");
  }

  private static void byPrograms(Findings findings, int all) throws IOException {
    if (NodePrograms.areHere()) {
      NodePrograms.install();
      by(findings, all, List.of("node", "signatures.mjs", FOLDER.toString()));
    } else {
      findings.note("Node and npm are not here");
    }
    for (Map.Entry<String, String> program : PROGRAMS.entrySet()) {
      if (NodePrograms.isHere(program.getKey())) {
        String script = SCRIPTS.resolve(program.getValue()).toString();
        by(findings, all, List.of(program.getKey(), script, FOLDER.toString()));
      } else {
        findings.note(program.getKey() + " is not here");
      }
    }
  }

  private static void by(Findings findings, int all, List<String> command) throws IOException {
    NodePrograms.Ended ended = NodePrograms.run(command, Map.of());
    findings.require(ended.code() == 0, command.getFirst() + ": " + ended.output());
    ended.output().lines().forEach(line -> told(findings, all, line));
  }

  private static String flipped(String body) {
    int middle = body.length() / 2;
    return body.substring(0, middle)
        + (char) (body.charAt(middle) ^ 1)
        + body.substring(middle + 1);
  }

  /** Of any letters that a value may have; what separates values is left out. */
  private static String anything(Random random) {
    return random
        .ints(random.nextInt(1, 3_000), 1, 0x1F000)
        .filter(letter -> letter < 0xD800 || letter > 0xFFFF)
        .filter(letter -> "|=\\".indexOf(letter) < 0)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static List<String> odd() {
    return List.of(
        "plain",
        "Gr\u00fc\u00dfe \u4f60\u597d \ud83d\udcf7",
        "a/b\\\\c\"d'e",
        "<script>&amp;\u2028\u2029",
        "tab\tline\nend",
        "\u0001\u001f\u007f",
        "e\u0301 e\u0301 \ufb01",
        "\u202eright to left",
        "%20+%2B {{x}} ${y}",
        "x".repeat(19_000));
  }
}
