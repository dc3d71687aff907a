package dev.darkroom.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudinary.Api;
import com.cloudinary.Cloudinary;
import com.cloudinary.Transformation;
import com.cloudinary.api.ApiResponse;
import com.cloudinary.api.exceptions.AlreadyExists;
import com.cloudinary.api.exceptions.NotAllowed;
import com.cloudinary.api.exceptions.NotFound;
import com.cloudinary.metadata.MetadataDataSource;
import com.cloudinary.metadata.MetadataDataSource.Entry;
import com.cloudinary.metadata.MetadataRule;
import com.cloudinary.metadata.MetadataRuleCondition;
import com.cloudinary.metadata.MetadataRuleResult;
import com.cloudinary.metadata.MetadataValidation;
import com.cloudinary.metadata.SetMetadataField;
import com.cloudinary.metadata.StringMetadataField;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.ShowServers;
import dev.darkroom.testing.Web;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The settings of a cloud, as the official Java SDK's {@code Api} keeps them. */
@ExtendWith(ShowServers.class)
final class JavaApiSettingsTest {
  private static final Map<String, Object> NONE = Map.of();

  private static ServerProcess server;
  private static Cloudinary cloudinary;
  private static Api api;

  @BeforeAll
  static void start() {
    server = ServerSetup.fresh("java-settings").start();
    cloudinary = new Cloudinary(server.cloudinaryUrl());
    api = cloudinary.api();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void transformations() throws Exception {
    assertEquals("created", api.createTransformation("tiny", "c_scale,w_7", NONE).get("message"));
    assertThrows(AlreadyExists.class, () -> api.createTransformation("tiny", "c_fit,w_8", NONE));
    ApiResponse tiny = api.transformation("tiny", NONE);
    assertEquals(List.of(Map.of("crop", "scale", "width", 7)), tiny.get("info"));
    cloudinary.uploader().upload(Pictures.photo(70, 50, 1), Map.of("public_id", "thing"));
    byte[] small =
        Web.get(server.prefix() + "/" + server.cloud() + "/image/upload/t_tiny/thing.png").body();
    assertEquals(7, Pictures.decoded(small).getWidth());
    assertEquals(
        "updated",
        api.updateTransformation(
                "tiny", new HashMap<>(Map.of("allowed_for_strict", true)), new HashMap<>())
            .get("message"));
    List<?> all = (List<?>) api.transformations(NONE).get("transformations");
    assertTrue(
        all.stream()
            .anyMatch(each -> String.valueOf(((Map<?, ?>) each).get("name")).endsWith("tiny")),
        all.toString());
    assertEquals("deleted", api.deleteTransformation("tiny", NONE).get("message"));
    assertThrows(NotFound.class, () -> api.transformation("tiny", NONE));
  }

  @Test
  void uploadPresets() throws Exception {
    ApiResponse created =
        api.createUploadPreset(
            Map.of(
                "unsigned",
                true,
                "tags",
                "a,b",
                "allowed_formats",
                "jpg,bmp",
                "context",
                Map.of("k", "v"),
                "transformation",
                new Transformation<>().width(100).crop("scale")));
    String name = String.valueOf(created.get("name"));
    ApiResponse found = api.uploadPreset(name, NONE);
    Map<?, ?> settings = (Map<?, ?>) found.get("settings");
    assertEquals(true, found.get("unsigned"));
    assertEquals(List.of("a", "b"), settings.get("tags"));
    assertEquals(Map.of("k", "v"), settings.get("context"));
    assertEquals(List.of(Map.of("width", 100, "crop", "scale")), settings.get("transformation"));
    assertEquals("updated", api.updateUploadPreset(name, Map.of("unsigned", false)).get("message"));
    assertEquals(1, ((List<?>) api.uploadPresets(NONE).get("presets")).size());
    assertEquals("deleted", api.deleteUploadPreset(name, NONE).get("message"));
    assertThrows(NotFound.class, () -> api.uploadPreset(name, NONE));
  }

  @Test
  void uploadMappings() throws Exception {
    api.createUploadMapping("old", Map.of("template", "https://old.example.com"));
    assertThrows(
        AlreadyExists.class,
        () -> api.createUploadMapping("old", Map.of("template", "https://other.example.com")));
    assertEquals("https://old.example.com", api.uploadMapping("old", NONE).get("template"));
    api.updateUploadMapping("old", Map.of("template", "https://new.example.com"));
    List<?> mappings = (List<?>) api.uploadMappings(NONE).get("mappings");
    assertEquals("https://new.example.com", ((Map<?, ?>) mappings.getFirst()).get("template"));
    api.deleteUploadMapping("old", NONE);
    assertThrows(NotFound.class, () -> api.uploadMapping("old", NONE));
  }

  @Test
  @SuppressWarnings("rawtypes") // as the SDK declares it
  void streamingProfiles() throws Exception {
    List<Map> steps = List.of(Map.of("transformation", "c_limit,h_100,w_100"));
    api.createStreamingProfile("mine", null, steps);
    api.createStreamingProfile("mine too", "Mine, too", steps, NONE);
    assertEquals("mine", ((Map<?, ?>) api.getStreamingProfile("mine").get("data")).get("name"));
    assertFalse(((Map<?, ?>) api.getStreamingProfile("hd", NONE).get("data")).isEmpty());
    assertEquals(
        ((List<?>) api.listStreamingProfiles().get("data")).size(),
        ((List<?>) api.listStreamingProfiles(NONE).get("data")).size());
    // The SDK's own slip: without options it asks to create the profile once more.
    assertThrows(AlreadyExists.class, () -> api.updateStreamingProfile("mine", "Shown", steps));
    api.updateStreamingProfile("mine", "Shown again", steps, NONE);
    assertEquals("deleted", api.deleteStreamingProfile("mine").get("message"));
    api.deleteStreamingProfile("mine too", NONE);
    assertThrows(NotFound.class, () -> api.getStreamingProfile("mine"));
  }

  @Test
  void metadataFieldsAndTheirRules() throws Exception {
    StringMetadataField code = new StringMetadataField();
    code.setExternalId("code");
    code.setLabel("Code");
    code.setValidation(new MetadataValidation.StringLength(1, 4));
    assertEquals("string", api.addMetadataField(code).get("type"));
    SetMetadataField sizes = new SetMetadataField();
    sizes.setExternalId("sizes");
    sizes.setLabel("Sizes");
    sizes.setDataSource(
        new MetadataDataSource(List.of(new Entry("s", "Small"), new Entry("m", "Medium"))));
    api.addMetadataField(sizes);
    assertEquals(2, ((List<?>) api.listMetadataFields().get("metadata_fields")).size());
    assertEquals("Code", api.metadataFieldByFieldId("code").get("label"));
    code.setLabel("Product code");
    assertEquals("Product code", api.updateMetadataField("code", code).get("label"));
    api.updateMetadataFieldDatasource("sizes", List.of(new Entry("l", "Large")));
    api.deleteDatasourceEntries("sizes", List.of("s"));
    ApiResponse restored = api.restoreDatasourceEntries("sizes", List.of("s"));
    assertEquals(3, ((List<?>) restored.get("values")).size());
    api.reorderMetadataFields("label", "desc", new HashMap<>());

    MetadataRule rule =
        new MetadataRule(
            "sizes",
            "sizes for known codes",
            new MetadataRuleCondition("code", true, null, null),
            new MetadataRuleResult(true, "all", null, null));
    String id = String.valueOf(api.addMetadataRule(rule, NONE).get("external_id"));
    rule.setName("renamed");
    assertEquals("renamed", api.updateMetadataRule(id, rule, NONE).get("name"));
    assertTrue(api.listMetadataRules(NONE).toString().contains(id));
    api.deleteMetadataRule(id, NONE);
    assertEquals("ok", api.deleteMetadataField("sizes").get("message"));
    api.deleteMetadataField("code");
    assertThrows(NotFound.class, () -> api.metadataFieldByFieldId("code"));
  }

  @Test
  void analysisIsNotSubscribed() {
    assertThrows(
        NotAllowed.class,
        () -> api.analyze("uri", "captioning", "https://example.com/a.jpg", new HashMap<>()));
  }
}
