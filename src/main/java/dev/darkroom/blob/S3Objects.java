package dev.darkroom.blob;

import dev.darkroom.protocol.BlobRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Blobs as objects of one bucket, under {@code <prefix>/ab/cd/<sha256>}. Every call blocks, in
 * bounded time, and fails with a {@link dev.darkroom.protocol.Refusal} that says the storage is not
 * available: for virtual threads.
 */
final class S3Objects implements AutoCloseable {
  private static final String WHAT = "application/octet-stream";

  private final S3Address address;
  private final S3Timing timing;
  private final S3Client client;
  private final S3Parts parts;

  S3Objects(S3Address address, S3Timing timing) {
    this.address = address;
    this.timing = timing;
    this.client = S3Connection.open(address, timing);
    this.parts = new S3Parts(client, address.bucket(), within(timing.transfer()));
  }

  /** Puts a file; a large one in parts, of which nothing is left when one fails. */
  void put(BlobRef blob, Path file, String md5) throws IOException {
    String key = key(blob);
    if (parts.suit(blob.size())) {
      if (!exists(blob)) {
        told("store " + key, () -> parts.put(key, file, blob.size()));
      }
      return;
    }
    PutObjectRequest request = request(key, md5);
    told("store " + key, () -> client.putObject(request, RequestBody.fromFile(file)));
  }

  /** Puts bytes that are in memory. */
  void put(BlobRef blob, byte[] bytes) throws IOException {
    String key = key(blob);
    PutObjectRequest request = request(key, S3Hash.MD5.of(bytes));
    told("store " + key, () -> client.putObject(request, RequestBody.fromBytes(bytes)));
  }

  private PutObjectRequest request(String key, String md5) {
    return PutObjectRequest.builder()
        .bucket(address.bucket())
        .key(key)
        .contentType(WHAT)
        .contentMD5(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(md5)))
        .overrideConfiguration(within(timing.transfer()))
        .build();
  }

  /**
   * A range of the bytes. The stream goes on by itself after a break, a bounded number of times.
   */
  InputStream open(BlobRef blob, long offset, long length) throws IOException {
    return new S3Stream(
        (from, count) -> connect(blob, from, count), offset, length, timing.attempts());
  }

  private S3Stream.Connection connect(BlobRef blob, long offset, long length) throws IOException {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(address.bucket())
            .key(key(blob))
            .range("bytes=" + offset + "-" + (offset + length - 1))
            .overrideConfiguration(within(timing.answer()))
            .build();
    var body = told("read " + key(blob), () -> client.getObject(request));
    return new S3Stream.Connection(body, body::abort);
  }

  /** Whether the bytes are there, all of them. */
  boolean exists(BlobRef blob) throws IOException {
    try {
      HeadObjectResponse found =
          told(
              "look up " + key(blob),
              () ->
                  client.headObject(head ->
                      head.bucket(address.bucket())
                          .key(key(blob))
                          .overrideConfiguration(within(timing.answer()))));
      return found.contentLength() == blob.size();
    } catch (NoSuchFileException none) {
      return false;
    }
  }

  /** Removes the bytes, and what an upload of them that was killed has left behind. */
  void delete(BlobRef blob) throws IOException {
    String key = key(blob);
    told(
        "delete " + key,
        () ->
            client.deleteObject(gone ->
                gone.bucket(address.bucket())
                    .key(key)
                    .overrideConfiguration(within(timing.answer()))));
    if (parts.suit(blob.size())) {
      told("delete parts of " + key, () -> parts.abortAll(key, within(timing.answer())));
    }
  }

  /** Writes one small object, as an upload does. */
  void probe() {
    client.putObject(
        probe ->
            probe
                .bucket(address.bucket())
                .key(address.key("writable"))
                .contentType("text/plain")
                .overrideConfiguration(within(timing.answer())),
        RequestBody.fromString("ok"));
  }

  @Override
  public void close() {
    client.close();
  }

  private String key(BlobRef blob) {
    String name = blob.sha256();
    return address.key(name.substring(0, 2) + '/' + name.substring(2, 4) + '/' + name);
  }

  private Consumer<AwsRequestOverrideConfiguration.Builder> within(Duration attempt) {
    return request -> request.apiCallAttemptTimeout(attempt).apiCallTimeout(timing.whole(attempt));
  }

  private static <T> T told(String what, Supplier<T> call) throws IOException {
    try {
      return call.get();
    } catch (NoSuchKeyException none) {
      throw new NoSuchFileException(what);
    } catch (SdkException failure) {
      throw S3Failure.told(what, failure);
    }
  }
}
