package dev.darkroom.api.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.DeliveryToken;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reference's vectors (delivery-and-transformations.md 1.2), and what a token does not hold
 * for.
 */
final class AuthTokensTest {
  private static final String KEY = "00112233FF99";
  private static final String BY_ACL =
      "st=1111111111~exp=1111111411~acl=%2fimage%2f*"
          + "~hmac=1751370bcc6cfe9e03f30dd1a9722ba0f2cdca283fa3e6df3342a00a7528cc51";
  private static final String BY_URL =
      "st=11111111~exp=11111411"
          + "~hmac=8db0d753ee7bbb9e2eaf8698ca3797436ba4c20e31f44527e43b6a6e995cfdb3";
  private static final String SIGNED_PATH = "/image/authenticated/v1486020273/sample.jpg";

  private static boolean holds(String path, String query, long now) {
    AuthTokens.Visit visit = new AuthTokens.Visit(path, query, null, "demo", "127.0.0.1");
    Optional<DeliveryToken> token = AuthTokens.of(visit, Instant.ofEpochSecond(now));
    return token.isPresent() && token.get().isMadeWith(KEY);
  }

  @ParameterizedTest
  @CsvSource({
    "/image/upload/a.jpg,      1111111200, true",
    "/demo/image/upload/a.jpg, 1111111200, true",
    "/demo/image/upload/a.jpg, 1111111110, false",
    "/demo/image/upload/a.jpg, 1111111411, false",
    "/demo/video/upload/a.mp4, 1111111200, false",
    "/demo/video/image/a.mp4,  1111111200, false",
    "/other/image/upload/a.jpg,1111111200, false",
  })
  void byAcl(String path, long now, boolean holds) {
    assertEquals(holds, holds(path, "__cld_token__=" + BY_ACL, now));
    assertEquals(holds, holds(path, "_a=x&__cld_token__=" + BY_ACL + "&b=c", now));
  }

  @Test
  void byUrl() {
    String query = "__cld_token__=" + BY_URL;
    assertTrue(holds(SIGNED_PATH, query, 11_111_200));
    assertTrue(holds("/demo" + SIGNED_PATH, query, 11_111_200));
    assertEquals(false, holds("/demo/c_scale,w_9" + SIGNED_PATH, query, 11_111_200));
    assertEquals(false, holds(SIGNED_PATH.replace("sample", "other"), query, 11_111_200));
    assertEquals(false, holds(SIGNED_PATH, query, 11_111_411));
  }

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "__cld_token__, false",
    "__cld_token__=, false",
    "__cld_token__=~hmac=, false",
    "__cld_token__=exp=99999999999~acl=*~hmac=00, false",
    "__cld_token__=exp=99999999999999999999~acl=*~hmac=00, false",
    "__cld_token__=exp=x~acl=%zz~hmac=\u00e4, false",
    "other_token=" + BY_ACL + ", false",
  })
  void nonsenseHoldsForNothing(String query, boolean holds) {
    assertEquals(holds, holds("/image/upload/a.jpg", query, 1_111_111_200));
  }

  @Test
  void cookiesAndClients() {
    String cookie = "a=b; __cld_token__=" + BY_ACL + "; c=d";
    AuthTokens.Visit visit =
        new AuthTokens.Visit("/image/upload/a.jpg", null, cookie, "demo", "127.0.0.1");
    assertTrue(AuthTokens.of(visit, Instant.ofEpochSecond(1_111_111_200)).isPresent());
    String bound = "__cld_token__=ip=10.0.0.1~" + BY_ACL;
    AuthTokens.Visit other =
        new AuthTokens.Visit("/image/upload/a.jpg", bound, null, "demo", "127.0.0.1");
    assertTrue(AuthTokens.of(other, Instant.ofEpochSecond(1_111_111_200)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "*,                       true",
    "/image/upload/a.jpg,     true",
    "/image/*.jpg,            true",
    "/*/upload/*,             true",
    "/x/*!/image/upload/*,    true",
    "/image/upload,           false",
    "/image/*.png,            false",
    "/image/upload/a.jpg*a.jpg, false",
    "'',                      false",
    "!,                       false",
  })
  void patterns(String acl, boolean covers) {
    String query = "__cld_token__=exp=2000000000~acl=" + acl + "~hmac=00";
    AuthTokens.Visit visit =
        new AuthTokens.Visit("/demo/image/upload/a.jpg", query, null, "demo", "127.0.0.1");
    assertEquals(covers, AuthTokens.of(visit, Instant.ofEpochSecond(1)).isPresent());
  }
}
