package dev.darkroom.blob;

import static dev.darkroom.testing.Await.await;
import static dev.darkroom.testing.Await.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StagedBlob;
import dev.darkroom.testing.S3Server;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract against a real S3 server that checks signatures, and everything that can break. */
final class S3BlobStoreTest extends BlobStoreContract {
  private static final S3Timing IMPATIENT =
      new S3Timing(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          2);

  @TempDir static Path objects;
  @TempDir Path folder;
  private static S3Server server;
  private final String prefix = UUID.randomUUID().toString();

  @BeforeAll
  static void start() {
    server = S3Server.start(objects);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  BlobStore open() throws IOException {
    return another("here", folder);
  }

  @AfterEach
  void close() throws IOException {
    server.trouble().calm();
    store().close();
  }

  private S3BlobStore store() {
    return (S3BlobStore) blobs();
  }

  private S3BlobStore another(String node, Path local) throws IOException {
    return S3BlobStore.open(
        vertx, server.address(prefix), new S3BlobStore.Here(local, 100 << 20, node), IMPATIENT);
  }

  @Override
  long staged() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("staging"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private List<String> kept() {
    return server.objects(prefix).stream().filter(name -> !name.endsWith("/writable")).toList();
  }

  @Test
  void objectsAreNamedByTheirContent() {
    BlobRef blob = await(store().put(TEXT));
    String name = blob.sha256();
    assertEquals(
        List.of(prefix + "/" + name.substring(0, 2) + "/" + name.substring(2, 4) + "/" + name),
        kept());
  }

  @Test
  void anotherNodeReadsWhatOneKeeps() throws IOException {
    StagedBlob staged = stage(random(50_000));
    await(store().keep(staged));
    try (S3BlobStore there = another("there", folder.resolve("elsewhere"))) {
      int before = server.trouble().reads();
      List<Future<Path>> asked =
          IntStream.range(0, 20).mapToObj(each -> there.local(staged.blob(), null)).toList();
      for (Future<Path> each : asked) {
        assertArrayEquals(random(50_000), Files.readAllBytes(await(each)));
      }
      assertEquals(1, server.trouble().reads() - before, "one download for all");
      assertTrue(await(there.exists(staged.blob())));
    }
  }

  @Test
  void whatThisNodeHasKeptIsReadWithoutS3() throws IOException {
    BlobRef blob = await(store().keep(stage(random(40_000))));
    server.stop();
    try {
      assertArrayEquals(random(40_000), Files.readAllBytes(await(store().local(blob, null))));
      assertArrayEquals(random(40_000), sent(blob, 0, 40_000));
    } finally {
      server.start();
    }
  }

  @Test
  void copiesOutliveARestartAndAreCheckedBeforeTheirUse() throws IOException {
    BlobRef good = await(store().put(random(10_000)));
    BlobRef spoilt = await(store().put(random(10_001)));
    Path copy = await(store().local(spoilt, null));
    store().close();
    Files.write(copy, new byte[10_001]);
    int before = server.trouble().reads();
    try (S3BlobStore again = another("restarted", folder)) {
      assertArrayEquals(random(10_000), Files.readAllBytes(await(again.local(good, null))));
      assertEquals(0, server.trouble().reads() - before);
      assertArrayEquals(random(10_001), Files.readAllBytes(await(again.local(spoilt, null))));
      assertEquals(1, server.trouble().reads() - before);
    }
  }

  @Test
  void largeFilesGoInPartsAndAreStreamed() throws IOException {
    byte[] bytes = random(40 << 20);
    StagedBlob staged = stage(bytes);
    await(store().keep(staged));
    await(store().keep(staged));
    assertEquals(1, kept().size(), kept().toString());
    try (S3BlobStore there = another("there", folder.resolve("elsewhere"))) {
      assertArrayEquals(bytes, sent(there, staged.blob(), 0, bytes.length));
      server.trouble().breakOff(1);
      assertArrayEquals(
          Arrays.copyOfRange(bytes, 1_000, 20_000_000),
          sent(there, staged.blob(), 1_000, 20_000_000 - 1_000));
      assertEquals(0, copies(folder.resolve("elsewhere")));
      assertArrayEquals(bytes, Files.readAllBytes(await(there.local(staged.blob(), null))));
    }
  }

  @Test
  void aBodyThatBreaksOffIsContinued() throws IOException {
    byte[] bytes = random(9 << 20);
    BlobRef blob = await(store().put(bytes));
    try (S3BlobStore there = another("there", folder.resolve("elsewhere"))) {
      server.trouble().breakOff(1);
      assertArrayEquals(bytes, Files.readAllBytes(await(there.local(blob, null))));
    }
  }

  @Test
  void aBodyThatAlwaysBreaksOffLeavesNoCopy() throws IOException {
    BlobRef blob = await(store().put(random(60_000)));
    try (S3BlobStore there = another("there", folder.resolve("elsewhere"))) {
      server.trouble().breakOff(10);
      failure(IOException.class, there.local(blob, null));
      server.trouble().calm();
      assertEquals(0, copies(folder.resolve("elsewhere")));
      assertArrayEquals(random(60_000), Files.readAllBytes(await(there.local(blob, null))));
    }
  }

  private static long copies(Path local) throws IOException {
    try (Stream<Path> files = Files.walk(local.resolve("cache-1"))) {
      return files.filter(Files::isRegularFile).filter(file -> !file.endsWith("lock")).count();
    }
  }

  @Test
  void aServerThatIsDownIsSaidAndNothingIsHalfWritten() throws IOException {
    StagedBlob staged = stage(TEXT);
    BlobRef elsewhere = BlobRef.of(random(77));
    server.stop();
    try {
      for (Future<?> each :
          List.of(
              store().keep(staged),
              store().put(TEXT),
              store().exists(staged.blob()),
              store().delete(staged.blob()),
              store().local(elsewhere, null),
              store().check())) {
        Refusal refusal = failure(Refusal.class, each);
        assertEquals(ErrorCode.UNAVAILABLE, refusal.code());
      }
    } finally {
      server.start();
    }
    assertEquals(List.of(), kept());
    await(store().keep(staged));
    assertEquals(1, kept().size());
  }

  @Test
  void anAnswerThatDoesNotComeIsNotWaitedForForEver() {
    BlobRef blob = BlobRef.of(TEXT);
    server.trouble().hang();
    long from = System.nanoTime();
    Refusal refusal = failure(Refusal.class, store().exists(blob));
    assertEquals(ErrorCode.UNAVAILABLE, refusal.code());
    Duration took = Duration.ofNanos(System.nanoTime() - from);
    assertTrue(took.compareTo(Duration.ofSeconds(8)) < 0, took.toString());
    server.trouble().calm();
    assertFalse(await(store().exists(blob)));
  }

  @Test
  void aServerThatComesLaterIsWaitedFor() throws IOException {
    server.stop();
    S3BlobStore early = another("early", folder.resolve("elsewhere"));
    server.start();
    try (early) {
      await(early.check());
      await(early.put(TEXT));
    }
  }

  @Test
  void aWrongSecretIsToldInOneSentence() {
    S3Address wrong =
        S3Address.parse(server.url(prefix), S3Server.KEY_ID, "another-secret-never-shown");
    S3BlobStore.Here here = new S3BlobStore.Here(folder.resolve("w"), 100 << 20, "w");
    IllegalStateException told =
        assertThrows(IllegalStateException.class, () -> S3BlobStore.open(vertx, wrong, here));
    String text = String.valueOf(told.getMessage());
    assertTrue(text.contains("SignatureDoesNotMatch"), text);
    assertFalse(text.contains("never-shown") || wrong.toString().contains("never-shown"), text);
  }

  @Test
  void aMissingBucketIsToldInOneSentence() {
    String url = server.url(prefix).replace("s3://media/", "s3://medium/");
    S3Address wrong = S3Address.parse(url, S3Server.KEY_ID, S3Server.SECRET);
    S3BlobStore.Here here = new S3BlobStore.Here(folder.resolve("w"), 100 << 20, "w");
    IllegalStateException told =
        assertThrows(IllegalStateException.class, () -> S3BlobStore.open(vertx, wrong, here));
    assertTrue(String.valueOf(told.getMessage()).contains("NoSuchBucket"), told.getMessage());
  }

  @Test
  void whatDeadNodesLeftInStagingIsSweptAway() throws IOException {
    stage(TEXT);
    assertEquals(1, staged());
    try (S3BlobStore next = another("next", folder)) {
      next.sweepStaging(Set.of("next"));
    }
    assertEquals(0, staged());
  }
}
