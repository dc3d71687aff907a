package dev.darkroom.asset;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.asset.job.Progress;
import dev.darkroom.bus.RecordCodec;
import dev.darkroom.outbox.Job;
import dev.darkroom.outbox.JobLog;
import dev.darkroom.outbox.NewJob;
import dev.darkroom.protocol.ArchiveLayout;
import dev.darkroom.protocol.ArchiveSelection;
import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.CreateArchive;
import dev.darkroom.protocol.DeliverAsset;
import dev.darkroom.protocol.DeliverVersion;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.EagerItem;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ExplodeAsset;
import dev.darkroom.protocol.PlanArchive;
import dev.darkroom.protocol.PlannedArchive;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StoredAsset;
import dev.darkroom.protocol.Terms;
import dev.darkroom.testing.Await;
import dev.darkroom.testing.ManualClock;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of every selector and layout, explosions, and kept versions. */
final class ArchiveTest {
  private static final Terms NOW = new Terms(false, null, null);
  private static final ArchiveLayout PLAIN = layout("zip", List.of(), "");

  @TempDir Path folder;
  private AssetRig rig;

  @BeforeEach
  void start() throws IOException {
    rig = new AssetRig(folder);
    rig.upload("x/dog").send();
    rig.upload("x/cat").of(ResourceType.IMAGE, "IMG cat").send();
    rig.upload("notes.txt").of(ResourceType.RAW, "some notes").send();
    for (int i = 0; i < 3; i++) {
      rig.nextEvent();
    }
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  /** The flags are the first letters of the contract's names. */
  private static ArchiveLayout layout(String format, List<String> transformations, String flags) {
    return new ArchiveLayout(
        format,
        transformations.stream().map(each -> new EagerItem(each, each, "")).toList(),
        flags.contains("F"),
        flags.contains("T"),
        flags.contains("S"),
        flags.contains("K"),
        flags.contains("U"));
  }

  private static ArchiveSelection ids(boolean allowMissing, String... publicIds) {
    return new ArchiveSelection(
        ResourceType.IMAGE,
        DeliveryType.UPLOAD,
        List.of(publicIds),
        List.of(),
        List.of(),
        List.of(),
        allowMissing);
  }

  private static ArchiveSelection all(List<String> tags, List<String> prefixes, boolean allow) {
    return new ArchiveSelection(
        null, DeliveryType.UPLOAD, List.of(), List.of(), tags, prefixes, allow);
  }

  private CreateArchive order(ArchiveSelection selection, ArchiveLayout layout, Terms terms) {
    return new CreateArchive(
        rig.environment.id(),
        rig.caller(),
        selection,
        layout,
        "made/archive",
        List.of("packed"),
        "archives",
        terms);
  }

  private JsonObject create(ArchiveSelection selection, ArchiveLayout layout) {
    return new JsonObject(
        await(rig.bus.request(CreateArchive.ADDRESS, order(selection, layout, NOW))).body());
  }

  private List<String> planned(ArchiveSelection selection, ArchiveLayout layout) {
    PlanArchive asked = new PlanArchive(rig.environment.id(), selection, layout);
    return await(rig.bus.request(PlanArchive.ADDRESS, asked)).entries().stream()
        .map(PlannedArchive.Entry::name)
        .toList();
  }

  private ErrorCode refusal(ArchiveSelection selection) {
    return failure(
            Refusal.class, rig.bus.request(CreateArchive.ADDRESS, order(selection, PLAIN, NOW)))
        .code();
  }

  private InputStream stored(String name) throws IOException {
    AssetKey key = new AssetKey(ResourceType.RAW, DeliveryType.UPLOAD, new PublicId(name));
    BlobRef blob =
        await(
                rig.bus.request(
                    DeliverAsset.ADDRESS,
                    new DeliverAsset(rig.environment.id(), key, "", "", false)))
            .blob();
    return Files.newInputStream(await(rig.blobs.local(blob, null)));
  }

  @Test
  void aZipIsARawAsset() throws IOException {
    JsonObject made = create(all(List.of("a"), List.of("no"), false), PLAIN);
    assertEquals("made/archive.zip", made.getString("public_id"));
    assertEquals("raw", made.getString("resource_type"));
    assertEquals(3, made.getInteger("resource_count"));
    assertEquals(3, made.getInteger("file_count"));
    assertEquals("archives", made.getString("asset_folder"));
    assertEquals(List.of("packed"), made.getJsonArray("tags").getList());
    List<String> entries = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(stored("made/archive.zip"))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        entries.add(entry.getName() + "=" + text);
      }
    }
    assertEquals(
        List.of("notes.txt=some notes", "x/cat.jpg=IMG cat", "x/dog.jpg=IMG one"), entries);
    assertEquals(0, rig.files("staging"));
    assertEquals("create_folder", rig.nextEvent().type().word());
    assertTrue(rig.events.isEmpty());
  }

  @Test
  void aTgzHoldsTheSame() throws IOException {
    create(ids(false, "x/dog"), layout("tgz", List.of(), ""));
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GZIPInputStream(stored("made/archive.tgz")))) {
      TarArchiveEntry entry = tar.getNextEntry();
      assertEquals("x/dog.jpg", entry.getName());
      assertEquals("IMG one", new String(tar.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void layoutsNameTheirFiles() {
    ArchiveSelection dog = ids(false, "x/dog");
    List<String> two = List.of("w_1", "c_fit,w_2/e_sepia");
    assertEquals(List.of("dog.jpg"), planned(dog, layout("zip", List.of(), "F")));
    assertEquals(List.of("x/Photo.jpg"), planned(dog, layout("zip", List.of(), "U")));
    assertEquals(List.of("x/dog.jpg"), planned(dog, layout("zip", List.of("w_1"), "")));
    assertEquals(
        List.of("w_1/x/dog.jpg", "c_fit,w_2_e_sepia/x/dog.jpg"),
        planned(dog, layout("zip", two, "")));
    assertEquals(
        List.of("x/dog-w_1.jpg", "x/dog-c_fit,w_2_e_sepia.jpg"),
        planned(dog, layout("zip", two, "T")));
    assertEquals(List.of("dog.jpg", "dog_1.jpg"), planned(dog, layout("zip", two, "TSF")));
    assertEquals(
        List.of("x/Photo.jpg", "x/Photo_1.jpg"),
        planned(ids(false, "x/dog", "x/cat"), layout("zip", List.of(), "U")));
  }

  @Test
  void transformationsMultiplyFilesAndAreKeptWhenWanted() {
    List<String> two = List.of("w_1", "w_2");
    JsonObject made = create(ids(false, "x/dog", "x/cat"), layout("zip", two, ""));
    assertEquals(2, made.getInteger("resource_count"));
    assertEquals(4, made.getInteger("file_count"));
    assertEquals(4, rig.renders.get());
    create(ids(false, "x/dog", "x/cat"), layout("zip", two, "K"));
    create(ids(false, "x/dog", "x/cat"), layout("zip", two, "K"));
    assertEquals(8, rig.renders.get());
  }

  @Test
  void whatIsMissingIsRefusedOrTold() {
    assertEquals(ErrorCode.RESOURCE_NOT_FOUND, refusal(ids(false, "x/dog", "x/bird")));
    assertEquals(ErrorCode.NO_RESOURCES_FOUND, refusal(all(List.of("z"), List.of("y"), false)));
    JsonObject made = create(ids(true, "x/dog", "x/bird"), PLAIN);
    assertEquals(List.of("x/bird"), made.getJsonArray("missing_public_ids").getList());
    JsonObject empty = create(all(List.of("z"), List.of("y"), true), PLAIN);
    assertEquals(0, empty.getInteger("file_count"));
    assertEquals(List.of("z"), empty.getJsonArray("empty_tags").getList());
    assertEquals(List.of("y"), empty.getJsonArray("empty_prefixes").getList());
    ArchiveSelection qualified =
        new ArchiveSelection(
            null,
            DeliveryType.UPLOAD,
            List.of(),
            List.of(
                new AssetKey(ResourceType.RAW, DeliveryType.UPLOAD, new PublicId("notes.txt")),
                new AssetKey(ResourceType.VIDEO, DeliveryType.UPLOAD, new PublicId("film"))),
            List.of(),
            List.of("x/c"),
            true);
    assertEquals(
        List.of("x/cat.jpg", "notes.txt").stream().sorted().toList(),
        planned(qualified, PLAIN).stream().sorted().toList());
    assertEquals(
        List.of("video/upload/film"),
        create(qualified, PLAIN).getJsonArray("missing_public_ids").getList());
  }

  @Test
  void anAsyncArchiveIsToldOf() {
    StoredAsset queued =
        await(
            rig.bus.request(
                CreateArchive.ADDRESS,
                order(ids(false, "x/dog"), PLAIN, new Terms(true, "http://mine.test/", "b1"))));
    assertEquals(
        new JsonObject().put("status", "processing").put("batch_id", "b1"),
        new JsonObject(queued.body()));
    assertEquals("create_folder", rig.nextEvent().type().word());
    JsonObject told = new JsonObject(rig.nextEvent().body());
    assertEquals("generate_archive", told.getString("notification_type"));
    assertEquals("b1", told.getString("batch_id"));
    assertEquals(1, told.getInteger("file_count"));
  }

  @Test
  void whatADeadNodeLeftIsDoneHere() {
    CreateArchive order =
        order(ids(false, "x/dog"), PLAIN, new Terms(true, "http://mine.test/", "left"));
    await(
        rig.database
            .database()
            .query(
                """
                insert into job (environment_id, kind, batch_id, request, owner, leased_until)
                values ($1, 'generate_archive', 'left', $2, 'gone', now())
                """,
                Tuple.of(rig.environment.id(), RecordCodec.toJson(order))));
    assertEquals("create_folder", rig.nextEvent().type().word());
    JsonObject told = new JsonObject(rig.nextEvent().body());
    assertEquals("generate_archive", told.getString("notification_type"));
    assertEquals("left", told.getString("batch_id"));
  }

  @Test
  void progressIsSeenAndEndedWorkIsForgottenAfterADay() {
    JobLog log = new JobLog(rig.database.database(), "me", Duration.ofMinutes(1));
    NewJob work = new NewJob(rig.environment.id(), "test", "seen", "{}", null);
    Job job = await(rig.database.database().transaction(on -> log.append(on, work)));
    ManualClock clock = new ManualClock(Instant.EPOCH);
    Progress progress = new Progress(log, job, clock);
    progress.report(1, 3);
    Await.until("a third is done", () -> percent(log) == 33);
    progress.report(2, 3);
    clock.advance(Duration.ofSeconds(1));
    progress.report(3, 3);
    Await.until("it is nearly done", () -> percent(log) == 99);
    await(rig.database.database().transaction(on -> log.fail(on, job, "why")));
    assertEquals("failed", await(log.find(rig.environment.id(), "seen")).orElseThrow().state());
    await(log.forgetEnded(Duration.ofDays(1)));
    assertTrue(await(log.find(rig.environment.id(), "seen")).isPresent());
    await(log.forgetEnded(Duration.ZERO));
    assertTrue(await(log.find(rig.environment.id(), "seen")).isEmpty());
  }

  private int percent(JobLog log) {
    return await(log.find(rig.environment.id(), "seen")).orElseThrow().percent();
  }

  @Test
  void anExplosionTellsOfItsPages() {
    ExplodeAsset order =
        new ExplodeAsset(
            rig.environment.id(),
            rig.caller(),
            new AssetKey(ResourceType.IMAGE, DeliveryType.UPLOAD, new PublicId("x/dog")),
            "pg_all,w_20",
            "",
            new Terms(true, null, "b2"));
    await(rig.bus.request(ExplodeAsset.ADDRESS, order));
    JsonObject told = new JsonObject(rig.nextEvent().body());
    assertEquals("explode", told.getString("notification_type"));
    assertEquals(1, told.getInteger("pages"));
    JsonObject page = told.getJsonArray("image_infos").getJsonObject(0);
    assertTrue(
        page.getString("url")
            .matches("http://cdn.test/demo/image/upload/pg_1,w_20/v\\d+/x/dog\\.png"),
        page::encode);
    assertEquals(100, page.getInteger("width"));
  }

  @Test
  void theCurrentVersionIsAVersionToo() {
    JsonObject dog = rig.upload("x/dog").send();
    var version =
        await(
            rig.bus.request(
                DeliverVersion.ADDRESS,
                new DeliverVersion(
                    rig.environment.id(), dog.getString("asset_id"), dog.getString("version_id"))));
    assertEquals("dog.jpg", version.name());
    for (String id : List.of("x", "0".repeat(32), "'; drop table asset")) {
      Refusal refusal =
          failure(
              Refusal.class,
              rig.bus.request(
                  DeliverVersion.ADDRESS,
                  new DeliverVersion(rig.environment.id(), id, dog.getString("version_id"))));
      assertTrue(refusal.code().status() < 500);
    }
  }
}
