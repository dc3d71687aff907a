package dev.darkroom.blob;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.commons.io.input.BoundedInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/** Large objects in parts: several at once, straight from the file, visible only when complete. */
final class S3Parts {
  private static final Logger LOG = LoggerFactory.getLogger(S3Parts.class);
  private static final long SIZE = 16L * 1024 * 1024;
  private static final long MOST = 10_000;
  private static final int AT_ONCE = 4;
  private static final String WHAT = "application/octet-stream";

  private final S3Client client;
  private final String bucket;
  private final Consumer<AwsRequestOverrideConfiguration.Builder> timing;

  S3Parts(
      S3Client client, String bucket, Consumer<AwsRequestOverrideConfiguration.Builder> timing) {
    this.client = client;
    this.bucket = bucket;
    this.timing = timing;
  }

  /** Whether an object of that size is put in parts. */
  boolean suit(long size) {
    return size > SIZE;
  }

  /** Puts a file; removes the parts when one fails. */
  String put(String key, Path file, long size) {
    String upload =
        client
            .createMultipartUpload(begin -> begin.bucket(bucket).key(key).contentType(WHAT))
            .uploadId();
    try {
      List<CompletedPart> done = send(key, upload, file, size);
      return client
          .completeMultipartUpload(all ->
              all.bucket(bucket)
                  .key(key)
                  .uploadId(upload)
                  .overrideConfiguration(timing)
                  .multipartUpload(made -> made.parts(done)))
          .eTag();
    } catch (SdkException failure) {
      abort(key, upload, failure);
      throw failure;
    }
  }

  /** Removes the parts of uploads that were never completed; tells how many there were. */
  int abortAll(String key, Consumer<AwsRequestOverrideConfiguration.Builder> quick) {
    var left =
        client
            .listMultipartUploads(
                list -> list.bucket(bucket).prefix(key).overrideConfiguration(quick))
            .uploads();
    left.stream()
        .filter(each -> key.equals(each.key()))
        .forEach(each -> abort(key, each.uploadId(), quick));
    return left.size();
  }

  /** One that has ended meanwhile is as good as removed. */
  private void abort(
      String key, String upload, Consumer<AwsRequestOverrideConfiguration.Builder> quick) {
    try {
      client.abortMultipartUpload(
          end -> end.bucket(bucket).key(key).uploadId(upload).overrideConfiguration(quick));
    } catch (NoSuchUploadException ended) {
      LOG.debug("upload {} of {} has ended", upload, key, ended);
    }
  }

  private List<CompletedPart> send(String key, String upload, Path file, long size) {
    long length = Math.max(SIZE, (size + MOST - 1) / MOST);
    List<Future<CompletedPart>> begun = new ArrayList<>();
    try (ExecutorService hands =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().name("s3-part").factory())) {
      for (long offset = 0; offset < size; offset += length) {
        Piece piece = new Piece(file, offset, Math.min(length, size - offset));
        int number = begun.size() + 1;
        begun.add(hands.submit(() -> send(key, upload, number, piece)));
      }
      return complete(begun, hands);
    }
  }

  private static List<CompletedPart> complete(
      List<Future<CompletedPart>> begun, ExecutorService hands) {
    List<CompletedPart> done = new ArrayList<>();
    try {
      for (Future<CompletedPart> each : begun) {
        done.add(each.get());
      }
      return done;
    } catch (ExecutionException failure) {
      hands.shutdownNow();
      throw failure.getCause() instanceof SdkException known
          ? known
          : SdkClientException.create("a part was not sent", failure.getCause());
    } catch (InterruptedException stopped) {
      hands.shutdownNow();
      Thread.currentThread().interrupt();
      throw SdkClientException.create("stopped", stopped);
    }
  }

  private CompletedPart send(String key, String upload, int number, Piece piece) {
    String tag =
        client
            .uploadPart(
                part ->
                    part.bucket(bucket)
                        .key(key)
                        .uploadId(upload)
                        .partNumber(number)
                        .overrideConfiguration(timing),
                RequestBody.fromContentProvider(piece::open, piece.length(), WHAT))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  /** What cannot be removed now is removed with the blob, by the collector. */
  private void abort(String key, String upload, SdkException failure) {
    try {
      client.abortMultipartUpload(end -> end.bucket(bucket).key(key).uploadId(upload));
    } catch (SdkException left) {
      failure.addSuppressed(left);
    }
  }

  /** A piece of a file, opened anew for each attempt. */
  private record Piece(Path file, long offset, long length) {
    InputStream open() {
      try {
        FileInputStream whole = new FileInputStream(file.toFile());
        whole.skipNBytes(offset);
        return BoundedInputStream.builder().setInputStream(whole).setMaxCount(length).get();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
