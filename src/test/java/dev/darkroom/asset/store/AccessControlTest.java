package dev.darkroom.asset.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccessControlTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      quoteCharacter = '~',
      textBlock =
          """
          public        # []                                               # true  # true  # -
          authenticated # []                                               # false # true  # private, max-age=2592000
          public        # [{"access_type":"token"}]                        # false # true  # private, max-age=0
          public        # [{"access_type":"anonymous"}]                    # true  # true  # private, max-age=2592000
          authenticated # [{"access_type":"anonymous"}]                    # true  # true  # private, max-age=2592000
          public        # [{"access_type":"anonymous","end":"2026-06-01T12:01:00Z"}] # true # true # private, max-age=60
          public        # [{"access_type":"anonymous","end":"2026-06-01T12:00:00Z"}] # false # false # private, max-age=0
          public        # [{"access_type":"anonymous","start":"2026-06-01T12:00:00Z"}] # true # true # private, max-age=2592000
          public        # [{"access_type":"anonymous","start":"2026-06-01T12:00:01Z"}] # false # false # private, max-age=0
          public        # [{"access_type":"token"},{"access_type":"anonymous","start":"2027-01-01T00:00:00Z"}] # false # true # private, max-age=0
          """)
  void whoMaySeeIt(
      String mode, String rules, boolean anybody, boolean withSignature, String caching) {
    Asset.Access access = new Asset.Access(mode, new JsonArray(rules));
    assertEquals(anybody, allows(access, false));
    assertEquals(withSignature, allows(access, true));
    assertEquals(caching, AccessControl.caching(access, NOW).orElse("-"));
  }

  private static boolean allows(Asset.Access access, boolean signed) {
    try {
      AccessControl.require(access, signed, null, NOW);
      return true;
    } catch (Refusal refused) {
      assertEquals("ACL deny", refused.getMessage());
      return false;
    }
  }
}
