package dev.darkroom.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudinary.ArchiveParams;
import com.cloudinary.Cloudinary;
import com.cloudinary.ProgressCallback;
import com.cloudinary.Transformation;
import com.cloudinary.Uploader;
import com.cloudinary.api.exceptions.NotFound;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.Receiver;
import dev.darkroom.testing.Receiver.Arrival;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.ShowServers;
import dev.darkroom.testing.Web;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every method of the official Java SDK's uploader against the real server. */
@ExtendWith(ShowServers.class)
final class JavaUploaderTest {
  private static final int CHUNK = 5_243_000;
  private static final int LARGE = 5_880_138;

  /** This SDK's HTTP client tells nobody how far it is. */
  private static final @Nullable ProgressCallback NOBODY = null;

  private static ServerProcess server;
  private static Receiver receiver;
  private static Cloudinary cloudinary;
  private static Uploader uploader;

  @BeforeAll
  static void start() throws Exception {
    receiver = Receiver.start();
    server = ServerSetup.fresh("java-uploader").start();
    cloudinary = new Cloudinary(server.cloudinaryUrl());
    uploader = cloudinary.uploader();
    cloudinary
        .api()
        .createUploadPreset(Map.of("name", "open", "unsigned", true, "tags", "from-preset"));
  }

  @AfterAll
  static void stop() {
    receiver.close();
    server.close();
  }

  @Test
  void unsignedUploads() throws IOException {
    Map<?, ?> first =
        uploader.unsignedUpload(photo(1), "open", Map.of("public_id", "unsigned/one"));
    assertEquals(List.of("from-preset"), first.get("tags"));
    Map<?, ?> second = uploader.unsignedUpload(photo(2), "open", Map.of(), NOBODY);
    assertEquals(List.of("from-preset"), second.get("tags"));
    RuntimeException refused =
        assertThrows(
            RuntimeException.class, () -> uploader.unsignedUpload(photo(3), "none", Map.of()));
    assertEquals("Upload preset not found", refused.getMessage());
  }

  @Test
  void uploadsWithEverything() throws IOException {
    Map<String, Object> options = new HashMap<>();
    options.put("public_id", "all/of it");
    options.put("tags", List.of("x", "y"));
    options.put("context", Map.of("alt", "a=b|c"));
    options.put("colors", true);
    options.put("phash", true);
    options.put("faces", true);
    options.put("image_metadata", true);
    options.put("quality_analysis", true);
    options.put("moderation", "manual");
    options.put("custom_coordinates", "1,2,30,40");
    options.put("face_coordinates", "1,2,30,40|5,6,7,8");
    options.put("backup", true);
    options.put("access_mode", "public");
    options.put("asset_folder", "kept/here");
    options.put("display_name", "shown");
    options.put("transformation", new Transformation<>().width(200).crop("limit"));
    options.put("allowed_formats", "jpg,png");
    options.put("return_delete_token", true);
    Map<?, ?> uploaded = uploader.upload(Pictures.photo(400, 300, 4), options, NOBODY);
    assertEquals(List.of(200, 150), List.of(uploaded.get("width"), uploaded.get("height")));
    assertEquals(List.of("x", "y"), uploaded.get("tags"));
    assertEquals("kept/here", uploaded.get("asset_folder"));
    assertEquals("shown", uploaded.get("display_name"));
    assertTrue(String.valueOf(uploaded.get("phash")).matches("[0-9a-f]{16}"));
    assertFalse(((List<?>) uploaded.get("colors")).isEmpty());
    assertTrue(uploaded.containsKey("predominant"));
    assertEquals(
        "pending", ((Map<?, ?>) ((List<?>) uploaded.get("moderation")).getFirst()).get("status"));
    assertNotNull(uploaded.get("delete_token"));
  }

  @Test
  void largeFilesInChunks() throws IOException {
    byte[] bytes = new byte[LARGE];
    new Random(5).nextBytes(bytes);
    Map<String, Object> raw = Map.of("resource_type", "raw");
    for (Map<?, ?> uploaded :
        List.of(
            uploader.uploadLargeRaw(bytes, Map.of()),
            uploader.uploadLargeRaw(bytes, Map.of(), NOBODY),
            uploader.uploadLargeRaw(bytes, Map.of(), CHUNK),
            uploader.uploadLargeRaw(bytes, Map.of(), CHUNK, NOBODY),
            uploader.uploadLarge(bytes, raw),
            uploader.uploadLarge(bytes, raw, NOBODY),
            uploader.uploadLarge(bytes, raw, CHUNK),
            uploader.uploadLarge(bytes, raw, CHUNK, NOBODY),
            uploader.uploadLarge(
                new ByteArrayInputStream(bytes), raw, CHUNK, 0, "the-same-id", NOBODY))) {
      assertEquals(Web.md5(bytes), uploaded.get("etag"));
      assertEquals(LARGE, uploaded.get("bytes"));
      assertArrayEquals(bytes, Web.get(text(uploaded, "url")).body());
    }
  }

  @Test
  void destroyRenameExplicit() throws Exception {
    upload("life/one", 10);
    Map<?, ?> renamed = uploader.rename("life/one", "life/two", Map.of());
    assertEquals("life/two", renamed.get("public_id"));
    Map<?, ?> explicit =
        uploader.explicit(
            "life/two",
            Map.of(
                "type",
                "upload",
                "tags",
                "new",
                "eager",
                List.of(new Transformation<>().width(10).crop("scale"))));
    assertEquals(10, ((Map<?, ?>) ((List<?>) explicit.get("eager")).getFirst()).get("width"));
    assertEquals("ok", uploader.destroy("life/two", Map.of("invalidate", true)).get("result"));
    RuntimeException gone =
        assertThrows(
            RuntimeException.class, () -> uploader.explicit("life/two", Map.of("type", "upload")));
    assertTrue(gone.getMessage().startsWith("Resource not found"), gone.getMessage());
  }

  @Test
  void spritesAndAnimations() throws IOException {
    String[] urls = {
      text(upload("anim/one", 20, "anim"), "url"), text(upload("anim/two", 21, "anim"), "url")
    };
    Map<?, ?> sprite =
        uploader.generateSprite(
            "anim",
            new HashMap<>(
                Map.of("transformation", new Transformation<>().width(100).crop("scale"))));
    assertTrue(text(sprite, "css_url").contains("w_100"), text(sprite, "css_url"));
    Map<?, ?> places = (Map<?, ?>) sprite.get("image_infos");
    assertEquals(102, ((Map<?, ?>) places.get("anim/two")).get("x"));
    assertEquals(200, Web.get(text(sprite, "image_url")).statusCode());
    String css = new String(Web.get(text(sprite, "css_url")).body(), StandardCharsets.UTF_8);
    assertTrue(css.contains(".anim-two"), css);
    Map<?, ?> fromUrls = uploader.generateSprite(urls, new HashMap<>());
    assertEquals(2, ((Map<?, ?>) fromUrls.get("image_infos")).size());

    Map<?, ?> multi = uploader.multi("anim", new HashMap<>());
    assertTrue(text(multi, "url").endsWith("/anim.gif"), text(multi, "url"));
    assertEquals(200, Web.get(text(multi, "url")).statusCode());
    Map<?, ?> pdf = uploader.multi(urls, new HashMap<>(Map.of("format", "pdf")));
    byte[] pages = Web.get(text(pdf, "url")).body();
    assertEquals("%PDF", new String(pages, 0, 4, StandardCharsets.ISO_8859_1));
  }

  @Test
  void explodes() throws IOException {
    uploader.upload(Pictures.movingGif(60, 40, 3), Map.of("public_id", "moving"));
    Map<?, ?> batch =
        uploader.explode(
            "moving",
            Map.of(
                "transformation",
                new Transformation<>().page("all"),
                "notification_url",
                receiver.url("/explode")));
    assertEquals("processing", batch.get("status"));
    Arrival told = receiver.await(one -> one.path().equals("/explode"));
    assertEquals(batch.get("batch_id"), told.json().getString("batch_id"));
    assertEquals(3, told.json().getJsonArray("image_infos").size());
  }

  @Test
  void tagsContextAndMetadata() throws Exception {
    upload("labels/one", 30);
    upload("labels/two", 31);
    String[] both = {"labels/one", "labels/two"};
    String[] one = {"labels/one"};
    uploader.addTag("first", both, Map.of());
    uploader.addTag(new String[] {"second", "third"}, both, Map.of());
    assertEquals(List.of("first", "second", "third"), tags("labels/two"));
    uploader.removeTag("first", one, Map.of());
    uploader.removeTag(new String[] {"second"}, one, Map.of());
    assertEquals(List.of("third"), tags("labels/one"));
    uploader.replaceTag("fourth", one, Map.of());
    uploader.replaceTag(new String[] {"fifth", "sixth"}, one, Map.of());
    assertEquals(List.of("fifth", "sixth"), tags("labels/one"));
    uploader.callTagsApi(new String[] {"alone"}, "set_exclusive", both, Map.of());
    uploader.removeAllTags(one, Map.of());
    assertEquals(List.of(), tags("labels/one"));

    assertEquals(
        List.of("labels/one"),
        uploader.addContext(Map.of("alt", "a=b"), one, Map.of()).get("public_ids"));
    uploader.addContext("caption=c", one, Map.of());
    assertEquals(Map.of("alt", "a=b", "caption", "c"), context("labels/one"));
    uploader.removeAllContext(one, Map.of());
    assertEquals(Map.of(), context("labels/one"));

    var field = new com.cloudinary.metadata.StringMetadataField();
    field.setExternalId("season");
    field.setLabel("Season");
    cloudinary.api().addMetadataField(field);
    uploader.updateMetadata(Map.of("season", "winter|sun"), both, Map.of());
    Map<?, ?> found = cloudinary.api().resource("labels/two", Map.of());
    assertEquals(Map.of("season", "winter|sun"), found.get("metadata"));
    cloudinary.api().deleteMetadataField("season");
  }

  @Test
  void textAndArchives() throws IOException {
    Map<?, ?> text =
        uploader.text("Hello, wörld", Map.of("public_id", "greeting", "font_size", 20));
    assertEquals(List.of("png", "text"), List.of(text.get("format"), text.get("type")));
    assertEquals(200, Web.get(text(text, "url")).statusCode());

    upload("zip/one", 40, "zipped");
    upload("zip/two", 41, "zipped");
    ArchiveParams some = new ArchiveParams().publicIds(new String[] {"zip/one", "zip/two"});
    Map<?, ?> zip = uploader.createArchive(some);
    assertEquals(List.of(2, 2), List.of(zip.get("resource_count"), zip.get("file_count")));
    assertEquals(List.of("zip/one.jpg", "zip/two.jpg"), entries(text(zip, "url")));
    assertEquals(2, uploader.createZip(Map.of("tags", "zipped")).get("file_count"));
    Map<?, ?> tgz = uploader.createArchive(Map.of("tags", "zipped"), "tgz");
    assertTrue(text(tgz, "public_id").endsWith(".tgz"), text(tgz, "public_id"));
  }

  @Test
  void tokensDeleteWhatTheyWereGivenFor() throws Exception {
    Map<?, ?> uploaded =
        uploader.upload(photo(50), Map.of("public_id", "token", "return_delete_token", true));
    String token = text(uploaded, "delete_token");
    assertEquals("ok", uploader.deleteByToken(token).get("result"));
    assertThrows(NotFound.class, () -> cloudinary.api().resource("token", Map.of()));
    assertThrows(RuntimeException.class, () -> uploader.deleteByToken(token));
  }

  @Test
  void whatTheUploaderBuildsIsUnderstood() throws IOException {
    upload("built", 60);
    assertEquals("ok", uploader.callApi("destroy", built(), new HashMap<>(), null).get("result"));
    assertEquals(
        "not found",
        uploader.callApi("destroy", built(), new HashMap<>(), null, NOBODY).get("result"));
    assertEquals(cloudinary, uploader.cloudinary());
    assertEquals("a", uploader.buildUploadParams(Map.of("public_id", "a")).get("public_id"));
    Map<String, Object> signed = new HashMap<>(Map.of("public_id", "signed"));
    uploader.signRequestParams(signed, new HashMap<>());
    assertTrue(signed.containsKey("signature"));
    assertEquals(server.api() + "/image/upload", uploader.getUploadUrl(Map.of()));
    assertTrue(uploader.uploadTagParams(browser()).contains("signature"));
    assertTrue(
        uploader
            .unsignedImageUploadTag("file", "open", browser(), new HashMap<>())
            .contains("open"));
    assertTrue(uploader.imageUploadTag("file", browser(), new HashMap<>()).contains("signature"));
  }

  /** What a form in a page needs. */
  private static Map<String, Object> browser() {
    return new HashMap<>(Map.of("callback", "https://example.com/cors.html"));
  }

  /** The call signs what it is given in place. */
  private static Map<String, Object> built() {
    return new HashMap<>(Map.of("public_id", "built"));
  }

  private static byte[] photo(long seed) {
    return Pictures.photo(80, 60, seed);
  }

  private static Map<?, ?> upload(String publicId, long seed, String... tags) throws IOException {
    return uploader.upload(photo(seed), Map.of("public_id", publicId, "tags", List.of(tags)));
  }

  private static List<?> tags(String publicId) throws Exception {
    return (List<?>) cloudinary.api().resource(publicId, Map.of()).get("tags");
  }

  private static Map<?, ?> context(String publicId) throws Exception {
    Map<?, ?> context = (Map<?, ?>) cloudinary.api().resource(publicId, Map.of()).get("context");
    return context == null || !context.containsKey("custom")
        ? Map.of()
        : (Map<?, ?>) context.get("custom");
  }

  private static List<String> entries(String url) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Web.get(url).body()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  private static String text(Map<?, ?> answer, String member) {
    return String.valueOf(answer.get(member));
  }
}
