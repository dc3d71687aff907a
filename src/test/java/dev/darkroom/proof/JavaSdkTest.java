package dev.darkroom.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudinary.Cloudinary;
import com.cloudinary.EagerTransformation;
import com.cloudinary.Transformation;
import com.cloudinary.Url;
import com.cloudinary.api.ApiResponse;
import com.cloudinary.api.exceptions.NotFound;
import com.cloudinary.api.signing.ApiResponseSignatureVerifier;
import com.cloudinary.api.signing.NotificationRequestSignatureVerifier;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.Receiver.Arrival;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.ShowServers;
import dev.darkroom.testing.Web;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The official Java SDK, unmodified, against the real server; nothing but its address is told. */
@ExtendWith(ShowServers.class)
final class JavaSdkTest {
  private static final long TWO_HOURS = 7_200;

  private static ServerProcess server;
  private static Receiver receiver;
  private static Cloudinary cloudinary;

  @BeforeAll
  static void start() {
    receiver = Receiver.start();
    server = ServerSetup.fresh("java-sdk").start();
    cloudinary = new Cloudinary(server.cloudinaryUrl());
  }

  @AfterAll
  static void stop() {
    receiver.close();
    server.close();
  }

  /** The way of a first user: photo in, versions out, signed webhook, found, destroyed, gone. */
  @Test
  void aPhotoItsEagerVersionsAndItsSignedWebhook() throws Exception {
    byte[] photo = Pictures.photo(3_600, 2_400, 1);
    List<Transformation<?>> eager =
        List.of(
            new EagerTransformation().width(400).height(300).crop("fill"),
            new EagerTransformation().width(0.1).crop("scale").format("png"));
    Map<?, ?> uploaded =
        cloudinary
            .uploader()
            .upload(
                photo,
                Map.of(
                    "public_id",
                    "trips/alps, lakes é",
                    "tags",
                    "alps,lakes",
                    "context",
                    Map.of("alt", "Alps & lakes = rest | peace"),
                    "eager",
                    eager,
                    "notification_url",
                    receiver.url("/photo?from=sdk&by=java")));

    assertEquals("trips/alps, lakes é", uploaded.get("public_id"));
    assertEquals(List.of(3_600, 2_400, "jpg"), facts(uploaded));
    assertEquals(Web.md5(photo), uploaded.get("etag"));
    assertTrue(responseVerifies(uploaded));
    assertArrayEquals(photo, Web.get(text(uploaded, "url")).body());
    assertDecodes(eager(uploaded, 0), 400, 300, "image/jpeg");
    assertDecodes(eager(uploaded, 1), 360, 240, "image/png");

    assertTold(uploaded);

    ApiResponse found = cloudinary.api().resource("trips/alps, lakes é", Map.of());
    assertEquals(uploaded.get("asset_id"), found.get("asset_id"));
    assertEquals(2, ((List<?>) found.get("derived")).size());

    assertEquals(
        "ok", cloudinary.uploader().destroy("trips/alps, lakes é", Map.of()).get("result"));
    assertEquals(404, Web.get(text(uploaded, "url")).statusCode());
    assertEquals(404, Web.get(text(eager(uploaded, 0), "url")).statusCode());
    assertThrows(NotFound.class, () -> cloudinary.api().resource("trips/alps, lakes é", Map.of()));
    assertEquals(
        "not found", cloudinary.uploader().destroy("trips/alps, lakes é", Map.of()).get("result"));
  }

  private static void assertTold(Map<?, ?> uploaded) {
    Arrival webhook = receiver.await(one -> one.tells("upload", text(uploaded, "public_id")));
    assertTrue(webhookVerifies(webhook, webhook.text()));
    assertFalse(webhookVerifies(webhook, webhook.text().replace("3600", "3601")));
    assertEquals(2, webhook.json().getJsonArray("eager").size());
    assertEquals(uploaded.get("asset_id"), webhook.json().getString("asset_id"));
    assertEquals("/photo", webhook.path());
    assertTrue(webhook.text().contains("Alps & lakes = rest | peace"), webhook.text());
  }

  @Test
  void eagerWorkInTheBackgroundIsToldOfAlone() throws Exception {
    Map<?, ?> uploaded =
        upload(
            Pictures.photo(800, 600, 2),
            Map.of(
                "public_id", "later",
                "eager", List.of(new EagerTransformation().width(80).crop("scale").format("webp")),
                "eager_async", true,
                "notification_url", receiver.url("/upload"),
                "eager_notification_url", receiver.url("/eager")));
    assertEquals("processing", eager(uploaded, 0).get("status"));
    Arrival upload = receiver.await(one -> one.tells("upload", "later"));
    Arrival made = receiver.await(one -> one.tells("eager", "later"));
    assertEquals(List.of("/upload", "/eager"), List.of(upload.path(), made.path()));
    assertTrue(webhookVerifies(made, made.text()));
    assertEquals(uploaded.get("batch_id"), made.json().getString("batch_id"));
    JsonObject item = made.json().getJsonArray("eager").getJsonObject(0);
    assertEquals(List.of(80, 60, "webp"), facts(item.getMap()));
    HttpResponse<byte[]> version = Web.get(item.getString("url"));
    assertEquals("image/webp", type(version));
    assertEquals("WEBP", new String(version.body(), 8, 4, StandardCharsets.ISO_8859_1));
  }

  @Test
  void anAsynchronousUploadIsToldOfWhenItIsDone() throws Exception {
    Map<?, ?> pending =
        upload(
            Pictures.photo(300, 200, 3),
            Map.of(
                "public_id", "async", "async", true, "notification_url", receiver.url("/async")));
    assertEquals("pending", pending.get("status"));
    Arrival done = receiver.await(one -> one.tells("upload", "async"));
    assertEquals(pending.get("batch_id"), done.json().getString("batch_id"));
    assertEquals(List.of(300, 200, "jpg"), facts(done.json().getMap()));
    assertEquals(300, cloudinary.api().resource("async", Map.of()).get("width"));
  }

  @Test
  void rawFilesKeepTheirExtensionAndTheirBytes() throws Exception {
    byte[] bytes = new byte[70_000];
    new Random(4).nextBytes(bytes);
    Map<?, ?> uploaded =
        upload(bytes, Map.of("public_id", "papers/plan.bin", "resource_type", "raw"));
    assertEquals("papers/plan.bin", uploaded.get("public_id"));
    assertEquals("raw", uploaded.get("resource_type"));
    assertFalse(uploaded.containsKey("width"));
    assertTrue(responseVerifies(uploaded));
    assertArrayEquals(bytes, Web.get(text(uploaded, "url")).body());
  }

  @Test
  void aDataUriIsAFile() throws Exception {
    byte[] png = Pictures.encoded(Pictures.quarters(40, 30, BufferedImage.TYPE_INT_ARGB), "png");
    Map<?, ?> uploaded =
        upload(
            "data:image/png;base64," + Base64.getEncoder().encodeToString(png),
            Map.of("public_id", "data"));
    assertEquals(List.of(40, 30, "png"), facts(uploaded));
    assertArrayEquals(png, Web.get(text(uploaded, "url")).body());
  }

  @Test
  void aUrlIsFetchedAndNamesTheFile() throws Exception {
    byte[] photo = Pictures.photo(120, 90, 5);
    Map<?, ?> uploaded =
        upload(
            receiver.offers("/files/beach.jpg", photo),
            Map.of("use_filename", true, "unique_filename", false));
    assertEquals("beach", uploaded.get("public_id"));
    assertArrayEquals(photo, Web.get(text(uploaded, "url")).body());
    RuntimeException missing =
        assertThrows(
            RuntimeException.class, () -> upload(server.prefix() + "/demo/none.jpg", Map.of()));
    assertTrue(message(missing).matches("Error in loading \\S+ - 404.*"), message(missing));
  }

  @Test
  void whoMayNotUploadIsTold() {
    RuntimeException unsigned =
        assertThrows(
            RuntimeException.class,
            () -> cloudinary.uploader().unsignedUpload(new byte[] {1}, null, Map.of()));
    assertEquals("Upload preset must be specified when using unsigned upload", message(unsigned));
    Cloudinary liar = new Cloudinary(server.cloudinaryUrl().replace(server.secret(), "wrong"));
    RuntimeException refused =
        assertThrows(
            RuntimeException.class,
            () -> liar.uploader().upload(Pictures.photo(8, 8, 6), Map.of("public_id", "liar")));
    assertTrue(
        message(refused)
            .matches(
                "Invalid Signature [0-9a-f]{40}\\. String to sign -"
                    + " 'public_id=liar&timestamp=\\d+'\\."),
        message(refused));
    Exception admin = assertThrows(Exception.class, () -> liar.api().ping(Map.of()));
    assertEquals("api_secret mismatch", message(admin));
    assertThrows(NotFound.class, () -> cloudinary.api().resource("liar", Map.of()));
  }

  @Test
  void triggersAreCalledUntilTheyAreDeleted() throws Exception {
    assertEquals("ok", cloudinary.api().ping(Map.of()).get("status"));
    Map<?, ?> trigger = Triggers.of(cloudinary).create(receiver.url("/trigger"), "delete");
    assertEquals("delete", trigger.get("event_type"));
    upload(Pictures.photo(10, 10, 7), Map.of("public_id", "doomed"));
    cloudinary.uploader().destroy("doomed", Map.of());
    Arrival told =
        receiver.await(one -> one.path().equals("/trigger") && one.text().contains("\"doomed\""));
    assertTrue(webhookVerifies(told, told.text()));
    Triggers.of(cloudinary).update(text(trigger, "id"), receiver.url("/moved"));
    assertEquals(List.of(receiver.url("/moved")), Triggers.of(cloudinary).urls());
    Triggers.of(cloudinary).delete(text(trigger, "id"));
    assertEquals(List.of(), Triggers.of(cloudinary).urls());
  }

  @Test
  void urlsThatTheSdkBuildsAreServed() throws Exception {
    upload(Pictures.photo(640, 480, 8), Map.of("public_id", "open/sea"));
    String open =
        here()
            .transformation(
                new Transformation<>().width(64).height(64).crop("thumb").gravity("center"))
            .format("png")
            .generate("open/sea");
    BufferedImage thumb = Pictures.decoded(Web.get(open).body());
    assertEquals(List.of(64, 64), List.of(thumb.getWidth(), thumb.getHeight()));

    upload(Pictures.photo(200, 100, 9), Map.of("public_id", "mine", "type", "authenticated"));
    Transformation<?> half = new Transformation<>().width(0.5).crop("scale");
    for (boolean isLong : List.of(false, true)) {
      String signed =
          here()
              .type("authenticated")
              .transformation(half)
              .signed(true)
              .longUrlSignature(isLong)
              .format("jpg")
              .generate("mine");
      assertEquals(100, Pictures.decoded(Web.get(signed).body()).getWidth(), signed);
      assertEquals(401, Web.get(signed.replace("w_0.5", "w_0.4")).statusCode(), signed);
    }
    String unsigned = here().type("authenticated").format("jpg").generate("mine");
    assertEquals(401, Web.get(unsigned).statusCode());
  }

  @Test
  void whatFailsInTheBackgroundIsToldOf() throws Exception {
    Map<?, ?> pending =
        upload(
            "no picture at all".getBytes(StandardCharsets.UTF_8),
            Map.of(
                "public_id",
                "broken",
                "resource_type",
                "image",
                "async",
                true,
                "notification_url",
                receiver.url("/broken")));
    Arrival told = receiver.await(one -> one.tells("error", "broken"));
    assertEquals(pending.get("batch_id"), told.json().getString("batch_id"));
    assertTrue(told.text().contains("Invalid image file"), told.text());
  }

  private static Url here() {
    return cloudinary.url().cname(server.prefix().replace("http://", "")).secure(false);
  }

  private static Map<?, ?> upload(Object file, Map<String, Object> options) throws IOException {
    return cloudinary.uploader().upload(file, options);
  }

  private static boolean responseVerifies(Map<?, ?> uploaded) {
    return new ApiResponseSignatureVerifier(server.secret())
        .verifySignature(
            text(uploaded, "public_id"), text(uploaded, "version"), text(uploaded, "signature"));
  }

  private static boolean webhookVerifies(Arrival webhook, String body) {
    return new NotificationRequestSignatureVerifier(server.secret())
        .verifySignature(
            body, webhook.header("x-cld-timestamp"), webhook.header("x-cld-signature"), TWO_HOURS);
  }

  private static void assertDecodes(Map<?, ?> version, int width, int height, String type) {
    HttpResponse<byte[]> answer = Web.get(text(version, "url"));
    assertEquals(200, answer.statusCode(), text(version, "url"));
    assertEquals(type, type(answer));
    BufferedImage image = Pictures.decoded(answer.body());
    assertEquals(List.of(width, height), List.of(image.getWidth(), image.getHeight()));
    assertEquals(List.of(width, height), List.of(version.get("width"), version.get("height")));
    assertEquals(answer.body().length, version.get("bytes"));
  }

  private static Map<?, ?> eager(Map<?, ?> uploaded, int at) {
    return (Map<?, ?>) ((List<?>) uploaded.get("eager")).get(at);
  }

  private static List<?> facts(Map<?, ?> asset) {
    return List.of(asset.get("width"), asset.get("height"), asset.get("format"));
  }

  private static String type(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("content-type").orElse("");
  }

  private static String text(Map<?, ?> answer, String member) {
    return String.valueOf(answer.get(member));
  }

  private static String message(Exception failure) {
    return String.valueOf(failure.getMessage());
  }
}
