package dev.darkroom.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudinary.Api;
import com.cloudinary.Cloudinary;
import com.cloudinary.Transformation;
import com.cloudinary.api.ApiResponse;
import com.cloudinary.api.exceptions.NotFound;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.ServerSetup;
import dev.darkroom.testing.ShowServers;
import dev.darkroom.testing.Web;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The assets of the official Java SDK's {@code Api}, every method of it, against the server. */
@ExtendWith(ShowServers.class)
final class JavaApiTest {
  private static final Map<String, Object> NONE = Map.of();

  private static ServerProcess server;
  private static Cloudinary cloudinary;
  private static Api api;

  @BeforeAll
  static void start() {
    server = ServerSetup.fresh("java-api").start();
    cloudinary = new Cloudinary(server.cloudinaryUrl());
    api = cloudinary.api();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theServerItself() throws Exception {
    ApiResponse ping = api.ping(NONE);
    assertEquals("ok", ping.get("status"));
    assertTrue(ping.apiRateLimit().getRemaining() < ping.apiRateLimit().getLimit());
    assertTrue(api.usage(NONE).containsKey("media_limits"));
    assertEquals(server.cloud(), api.configuration(Map.of("settings", true)).get("cloud_name"));
    assertEquals(List.of("image", "video", "raw"), api.resourceTypes(NONE).get("resource_types"));
    assertEquals(api.cloudinary, cloudinary);
    assertTrue(api.getStrategy().toString().contains("ApiStrategy"));
  }

  @Test
  void listings() throws Exception {
    Map<?, ?> one = upload("list/one", "listed", "list");
    Map<?, ?> two = upload("list/two", "listed", "list");
    assertEquals(2, count(api.resources(Map.of("type", "upload", "prefix", "list/"))));
    assertEquals(2, count(api.resourcesByTag("listed", NONE)));
    assertTrue(count(api.resourcesByContext("origin", NONE)) >= 2);
    assertEquals(1, count(api.resourcesByContext("origin", "list/one", NONE)));
    assertEquals(2, count(api.resourcesByAssetFolder("list", NONE)));
    assertEquals(2, count(api.resourcesByIds(List.of("list/one", "list/two"), NONE)));
    assertEquals(
        2,
        count(
            api.resourcesByAssetIDs(List.of(text(one, "asset_id"), text(two, "asset_id")), NONE)));
    assertEquals("list/one", api.resourceByAssetID(text(one, "asset_id"), NONE).get("public_id"));
    assertEquals(
        one.get("asset_id"), api.resource("list/one", Map.of("colors", true)).get("asset_id"));
    assertEquals(List.of("listed"), api.tags(Map.of("prefix", "liste")).get("tags"));
    assertTrue(count(api.visualSearch(Map.of("image_asset_id", text(one, "asset_id")))) >= 1);
    ApiResponse found =
        cloudinary
            .search()
            .expression("tags=listed AND bytes>1")
            .sortBy("public_id", "asc")
            .execute();
    assertEquals(2, found.get("total_count"));
    assertEquals(
        200,
        Web.get(
                cloudinary
                    .search()
                    .expression("tags=listed")
                    .toUrl()
                    .replaceFirst("https?://[^/]+", server.prefix()))
            .statusCode());
  }

  @Test
  void pagesFollowEachOther() throws Exception {
    for (int i : IntStream.range(0, 5).toArray()) {
      upload("page/" + i, "paged", "page");
    }
    ApiResponse first = api.resourcesByTag("paged", Map.of("max_results", 3));
    ApiResponse second =
        api.resourcesByTag(
            "paged", Map.of("max_results", 3, "next_cursor", first.get("next_cursor")));
    assertEquals(List.of(3, 2), List.of(count(first), count(second)));
    assertFalse(second.containsKey("next_cursor"));
  }

  @Test
  void updatesAndModeration() throws Exception {
    cloudinary
        .uploader()
        .upload(Pictures.photo(50, 40, 2), Map.of("public_id", "judged", "moderation", "manual"));
    assertEquals(1, count(api.resourcesByModeration("manual", "pending", NONE)));
    ApiResponse updated =
        api.update(
            "judged",
            Map.of("moderation_status", "approved", "tags", "a,b", "context", Map.of("alt", "x")));
    assertEquals(List.of("a", "b"), updated.get("tags"));
    assertEquals(
        "approved", ((Map<?, ?>) ((List<?>) updated.get("moderation")).getFirst()).get("status"));
    assertEquals(1, count(api.resourcesByModeration("manual", "approved", NONE)));
  }

  @Test
  void deleting() throws Exception {
    Map<?, ?> byId = upload("gone/one", "going", "gone");
    upload("gone/two", "going", "gone");
    upload("gone/three", "gone-tag", "gone");
    String assetId = text(upload("gone/four", "x", "gone"), "asset_id");
    Transformation<?> small = new Transformation<>().width(5).crop("scale");
    cloudinary.uploader().explicit("gone/one", Map.of("type", "upload", "eager", List.of(small)));
    api.deleteDerivedByTransformation(List.of("gone/one"), List.of(small), NONE);
    assertEquals(List.of(), api.resource("gone/one", NONE).get("derived"));
    cloudinary.uploader().explicit("gone/one", Map.of("type", "upload", "eager", List.of(small)));
    List<?> derived = (List<?>) api.resource("gone/one", NONE).get("derived");
    String id = text((Map<?, ?>) derived.getFirst(), "id");
    assertEquals(
        Map.of(id, "deleted"), api.deleteDerivedResources(List.of(id), NONE).get("deleted"));
    ApiResponse deleted = api.deleteResources(List.of("gone/one", "never"), NONE);
    assertEquals(Map.of("gone/one", "deleted", "never", "not_found"), deleted.get("deleted"));
    assertEquals(false, deleted.get("partial"));
    assertThrows(NotFound.class, () -> api.resourceByAssetID(text(byId, "asset_id"), NONE));
    api.deleteResourcesByAssetIds(List.of(assetId), NONE);
    api.deleteResourcesByTag("gone-tag", NONE);
    api.deleteResourcesByPrefix("gone/", NONE);
    assertEquals(0, count(api.resources(Map.of("type", "upload", "prefix", "gone/"))));
    cloudinary
        .uploader()
        .upload(new byte[] {1}, Map.of("public_id", "raw", "resource_type", "raw"));
    api.deleteAllResources(Map.of("resource_type", "raw"));
    assertEquals(0, count(api.resources(Map.of("type", "upload", "resource_type", "raw"))));
  }

  @Test
  void backupsComeBack() throws Exception {
    Map<?, ?> first =
        cloudinary
            .uploader()
            .upload(Pictures.photo(30, 20, 1), Map.of("public_id", "safe", "backup", true));
    String assetId = text(first, "asset_id");
    api.deleteResources(List.of("safe"), NONE);
    ApiResponse placeholder = api.resource("safe", Map.of("versions", true));
    assertEquals(
        List.of(0, true), List.of(placeholder.get("bytes"), placeholder.get("placeholder")));
    ApiResponse restored = api.restore(List.of("safe"), NONE);
    assertEquals(first.get("bytes"), ((Map<?, ?>) restored.get("safe")).get("bytes"));
    api.deleteResources(List.of("safe"), NONE);
    api.restoreByAssetIds(List.of(assetId), NONE);
    ApiResponse found = api.resource("safe", Map.of("versions", true));
    assertEquals(first.get("bytes"), found.get("bytes"));
    cloudinary
        .uploader()
        .upload(Pictures.photo(31, 20, 2), Map.of("public_id", "safe", "backup", true));
    List<?> versions = (List<?>) api.resource("safe", Map.of("versions", true)).get("versions");
    String versionId = text((Map<?, ?>) versions.getLast(), "version_id");
    ApiResponse dropped = api.deleteBackedUpAssets(assetId, new String[] {versionId}, NONE);
    assertEquals(List.of(versionId), dropped.get("deleted_version_ids"));
  }

  @Test
  void publishingAndAccess() throws Exception {
    for (String name : List.of("hidden/one", "hidden/two", "hidden/three")) {
      cloudinary
          .uploader()
          .upload(
              Pictures.photo(20, 20, 3),
              Map.of("public_id", name, "type", "authenticated", "tags", name.substring(7)));
    }
    Map<String, Object> secret = Map.of("type", "authenticated");
    assertEquals(
        1, ((List<?>) api.publishByIds(List.of("hidden/one"), secret).get("published")).size());
    api.publishByTag("two", secret);
    api.publishByPrefix("hidden/th", secret);
    assertEquals(3, count(api.resources(Map.of("type", "upload", "prefix", "hidden/"))));
    api.updateResourcesAccessModeByIds("authenticated", List.of("hidden/one"), NONE);
    api.updateResourcesAccessModeByTag("authenticated", "two", NONE);
    api.updateResourcesAccessModeByPrefix("authenticated", "hidden/th", NONE);
    assertEquals("authenticated", api.resource("hidden/three", NONE).get("access_mode"));
    assertEquals(401, Web.get(text(api.resource("hidden/one", NONE), "url")).statusCode());
  }

  @Test
  void folders() throws Exception {
    api.createFolder("top/below", NONE);
    assertTrue(names(api.rootFolders(NONE)).contains("top"));
    assertEquals(List.of("below"), names(api.subFolders("top", NONE)));
    upload("in a folder", "f", "top/below");
    ApiResponse moved = api.renameFolder("top/below", "top/beside", NONE);
    assertEquals("top/beside", ((Map<?, ?>) moved.get("to")).get("path"));
    assertEquals("top/beside", api.resource("in a folder", NONE).get("asset_folder"));
    assertEquals(
        1, cloudinary.searchFolders().expression("path=top/beside").execute().get("total_count"));
    assertThrows(Exception.class, () -> api.deleteFolder("top/beside", NONE));
    api.deleteResources(List.of("in a folder"), NONE);
    assertEquals(List.of("top/beside"), api.deleteFolder("top/beside", NONE).get("deleted"));
    assertThrows(NotFound.class, () -> api.subFolders("top/beside", NONE));
  }

  private static Map<?, ?> upload(String publicId, String tag, String folder) throws Exception {
    return cloudinary
        .uploader()
        .upload(
            Pictures.photo(40, 30, publicId.hashCode()),
            Map.of(
                "public_id",
                publicId,
                "tags",
                tag,
                "asset_folder",
                folder,
                "phash",
                true,
                "context",
                Map.of("origin", publicId)));
  }

  private static List<?> names(ApiResponse folders) {
    return ((List<?>) folders.get("folders"))
        .stream().map(each -> ((Map<?, ?>) each).get("name")).toList();
  }

  private static int count(ApiResponse listing) {
    return ((List<?>) listing.get("resources")).size();
  }

  private static String text(Map<?, ?> answer, String member) {
    return String.valueOf(answer.get(member));
  }
}
