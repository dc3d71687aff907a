package dev.darkroom.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudinary.api.signing.NotificationRequestSignatureVerifier;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NotificationSignatureTest {

  /** The vectors of reference/notifications.md 2.1. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {} | 0 | someApiSecret | SHA1 | f9aa4471d2a88ff244424cca2444edf7d7ac3596
          {public_id: 'sample'} | 1315060510 | abcd | SHA1 | 25f7e91709c858b97d688ce8da799dedb290d9ef
          {"public_id":"b8sjhoslj8cq8ovoa0ma","version":"1555337587","width":1000,"height":800} | 7952342400000 | hardcoded | SHA256 | 6c5a29fd8815772fbac2f10ae741e093d0859313947ef8fadeb29126ded6649c
          """)
  void matchesTheContract(
      String body, long timestamp, String secret, SignatureAlgorithm algorithm, String expected) {
    assertEquals(expected, sign(body, timestamp, secret, algorithm));
  }

  @Test
  void matchesTheContractForAnEagerNotification() {
    String url = "res.cloudinary.com/demo/video/upload/sp_full_hd/v1533125278/dog.mp4";
    String body =
        """
        {"notification_type":"eager","eager":[{"transformation":"sp_full_hd/mp4","bytes":1055,\
        "url":"http://%s","secure_url":"https://%s"}],"public_id":"dog",\
        "batch_id":"9b11fa058c61fa577f4ec516bf6ee756ac2aefef095af99aef1302142cc1694a"}\
        """
            .formatted(url, url);
    String secret = "X7qLTrsES31MzxxkxPPA-pAGGfU";
    assertEquals(
        "dfe82de1d9083fe0b7ea68070649f9a15b8874da",
        sign(body, 1549533514, secret, SignatureAlgorithm.SHA1));
    assertEquals(
        "8fc83f7edf453ef6ad882a72a38e2c697b355a09f78478bed51f96f1f5a0a9c7",
        sign(body, 1549533514, secret, SignatureAlgorithm.SHA256));
  }

  @Test
  void theOfficialVerifierTakesUnicode() {
    String body = "{\"public_id\":\"Grüße/日本/😀\"}";
    String signature = sign(body, 1_700_000_000, "sécret", SignatureAlgorithm.SHA1);
    NotificationRequestSignatureVerifier verifier =
        new NotificationRequestSignatureVerifier("sécret");
    assertTrue(verifier.verifySignature(body, "1700000000", signature));
  }

  private static String sign(
      String body, long timestamp, String secret, SignatureAlgorithm algorithm) {
    return NotificationSignature.of(
        body.getBytes(StandardCharsets.UTF_8), timestamp, secret, algorithm);
  }
}
