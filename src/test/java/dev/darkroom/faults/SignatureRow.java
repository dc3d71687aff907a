package dev.darkroom.faults;

import com.cloudinary.api.signing.NotificationRequestSignatureVerifier;
import dev.darkroom.testing.Api;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.ServerProcess;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Row 25: what others think of the signatures. */
final class SignatureRow {
  private static final long VALID_SECONDS = 7_200;

  private SignatureRow() {}

  static List<Row> all() {
    return List.of(new Row(25, "verified by others, with odd bodies", SignatureRow::verified));
  }

  private static Findings verified(Stage stage) {
    try (Receiver receiver = Receiver.start()) {
      ServerProcess server = stage.start(stage.setup());
      List<String> odd = odd();
      for (int each = 0; each < odd.size(); each++) {
        Map<String, String> fields =
            Map.of(
                "public_id", "odd" + each,
                "context", "alt=" + odd.get(each),
                "notification_url", receiver.url("/"));
        byte[] file = ("file " + each).getBytes(StandardCharsets.UTF_8);
        new Api(server).upload("raw", "a.txt", file, fields).ok();
      }
      List<Receiver.Arrival> arrivals = receiver.await(one -> true, odd.size());
      NotificationRequestSignatureVerifier verifier =
          new NotificationRequestSignatureVerifier(server.secret());
      long verified = arrivals.stream().filter(one -> verifies(verifier, one, one.text())).count();
      long flipped =
          arrivals.stream().filter(one -> verifies(verifier, one, flipped(one.text()))).count();
      return new Findings(
              odd.size() + " bodies: unicode, slashes, controls, 200 kB",
              "100 % verify; one flipped byte 0 %")
          .require(verified == odd.size(), verified + " of " + odd.size() + " verified")
          .require(flipped == 0, flipped + " verified although changed")
          .note("here Cloudinary's Java SDK; others, Ed25519 too: DestinationsTest, SigningTest");
    }
  }

  private static boolean verifies(
      NotificationRequestSignatureVerifier verifier, Receiver.Arrival arrival, String body) {
    return verifier.verifySignature(
        body, arrival.header("x-cld-timestamp"), arrival.header("x-cld-signature"), VALID_SECONDS);
  }

  private static String flipped(String body) {
    int middle = body.length() / 2;
    return body.substring(0, middle)
        + (char) (body.charAt(middle) ^ 1)
        + body.substring(middle + 1);
  }

  private static List<String> odd() {
    List<String> odd =
        new ArrayList<>(
            List.of(
                "plain",
                "Gr\u00fc\u00dfe \u4f60\u597d \ud83d\udcf7",
                "a/b\\\\c\"d'e",
                "<script>&amp;\u2028\u2029",
                "tab\tline\nend",
                "\u0001\u001f\u007f",
                "e\u0301 e\u0301 \ufb01",
                "\u202eright to left",
                "%20+%2B {{x}} ${y}",
                "x".repeat(200_000)));
    return odd;
  }
}
