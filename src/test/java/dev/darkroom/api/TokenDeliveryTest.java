package dev.darkroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.cloudinary.AuthToken;
import com.cloudinary.Cloudinary;
import dev.darkroom.protocol.DeliveryToken;
import dev.darkroom.testing.Api;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.SharedServer;
import dev.darkroom.testing.Web;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Auth tokens of the official Java SDK open what access rules and types close. */
final class TokenDeliveryTest {
  private static final String OWN_KEY = "00112233FF99";
  private static final ServerProcess SERVER = SharedServer.server();
  private static final String KEY = DeliveryToken.keyOf(SERVER.secret());
  private static final String BASE = SERVER.prefix() + "/" + SERVER.cloud() + "/";

  @BeforeAll
  static void assets() {
    String rules = "[{\"access_type\":\"token\"}]";
    String ownRules = "[{\"access_type\":\"token\",\"key\":\"" + OWN_KEY + "\"}]";
    upload(Map.of("public_id", "tokens/ruled", "access_control", rules));
    upload(Map.of("public_id", "tokens/own", "access_control", ownRules));
    upload(Map.of("public_id", "tokens/closed", "access_mode", "authenticated"));
    upload(Map.of("public_id", "tokens/secret", "type", "authenticated"));
    upload(Map.of("public_id", "tokens/private", "type", "private"));
  }

  private static void upload(Map<String, String> fields) {
    new Api(SERVER).upload("image", "a.png", Pictures.photo(40, 30, 8), fields).ok();
  }

  @ParameterizedTest
  @CsvSource({
    "image/upload/tokens/ruled.jpg",
    "'image/upload/c_scale,w_9/tokens/ruled.jpg'",
    "image/upload/tokens/own.jpg",
    "image/upload/tokens/closed.jpg",
    "image/authenticated/tokens/secret.jpg",
    "'image/authenticated/c_scale,w_9/tokens/secret.jpg'",
    "image/private/tokens/private.jpg",
  })
  void tokensOpen(String path) {
    String whole = "/" + SERVER.cloud() + "/" + path;
    assertEquals(401, status(path, ""));
    assertEquals(200, status(path, token(KEY).duration(300).acl("/image/*").generate()));
    assertEquals(200, status(path, token(KEY).duration(300).acl(whole).generate()));
    assertEquals(200, status(path, token(KEY).duration(300).generate(whole)));
    assertEquals(200, status(path, token(KEY).duration(300).generate("/" + path)));
    assertEquals(200, status(path, token(KEY).ip("127.0.0.1").duration(300).acl("/*").generate()));
    assertEquals(200, cookie(path, token(KEY).duration(300).acl("/image/*").generate()));
  }

  @ParameterizedTest
  @CsvSource({
    "image/upload/tokens/ruled.jpg",
    "image/upload/tokens/closed.jpg",
    "image/authenticated/tokens/secret.jpg",
    "image/private/tokens/private.jpg",
  })
  void othersDoNot(String path) {
    long now = Instant.now().getEpochSecond();
    assertEquals(401, status(path, token(OWN_KEY).duration(300).acl("/image/*").generate()));
    assertEquals(401, status(path, token(KEY).duration(300).acl("/video/*").generate()));
    assertEquals(401, status(path, token(KEY).expiration(now - 1).acl("/image/*").generate()));
    assertEquals(
        401, status(path, token(KEY).startTime(now + 600).duration(9).acl("/image/*").generate()));
    assertEquals(401, status(path, token(KEY).ip("10.0.0.9").duration(9).acl("/*").generate()));
    assertEquals(401, status(path, token(KEY).duration(300).generate("/" + path + "x")));
    assertEquals(401, status(path, "__cld_token__=exp=9999999999~acl=*~hmac=00"));
    assertEquals(401, status(path, "__cld_token__=%00~hmac="));
  }

  @Test
  void theKeyOfARuleOpensItsAsset() {
    String token = token(OWN_KEY).duration(300).acl("/image/*").generate();
    assertEquals(200, status("image/upload/tokens/own.jpg", token));
    assertEquals(200, status("image/upload/c_scale,w_7/tokens/own.jpg", token));
    assertEquals(401, status("image/upload/tokens/ruled.jpg", token));
  }

  @Test
  void theSdkWritesTheUrlItself() {
    Cloudinary sdk = new Cloudinary(SERVER.cloudinaryUrl());
    String url =
        sdk.url()
            .type("authenticated")
            .format("jpg")
            .signed(true)
            .authToken(token(KEY).duration(300))
            .generate("tokens/secret");
    assertEquals(
        200,
        Web.get(BASE + URI.create(url).toString().replaceFirst("^.*?//[^/]+/[^/]+/", ""))
            .statusCode());
  }

  private static AuthToken token(String key) {
    return new AuthToken(key);
  }

  private static int status(String path, String token) {
    return Web.get(BASE + path + (token.isEmpty() ? "" : "?" + token)).statusCode();
  }

  private static int cookie(String path, String token) {
    return Web.send(HttpRequest.newBuilder(URI.create(BASE + path)).header("Cookie", token).GET())
        .statusCode();
  }
}
