package dev.darkroom.testing;

import dev.darkroom.blob.S3Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A real S3 server (S3Proxy) in this JVM, which checks signatures and keeps its objects in a
 * folder. It can be stopped, started again on the same port, and made to misbehave.
 */
public final class S3Server implements AutoCloseable {
  /** The key id that it knows. */
  public static final String KEY_ID = "AKIADARKROOM";

  /** The secret that belongs to it. */
  public static final String SECRET = "s3-secret-never-shown";

  private static final String BUCKET = "media";

  private final Path root;
  private final S3Trouble trouble;
  private S3Proxy proxy;
  private int port;

  private S3Server(Path root) {
    this.root = root;
    this.trouble = new S3Trouble(new FilesystemNio2BlobStore(root.toString()));
  }

  /** Starts a server with one empty bucket on a new folder. */
  public static S3Server start(Path root) {
    try {
      Files.createDirectories(root.resolve(BUCKET));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    S3Server server = new S3Server(root);
    server.start();
    return server;
  }

  /** Starts it again, where it was before. */
  public void start() {
    try {
      proxy =
          S3Proxy.builder()
              .blobStore(trouble)
              .endpoint(URI.create("http://127.0.0.1:" + port))
              .awsAuthentication(AuthenticationType.AWS_V4, KEY_ID, SECRET)
              .build();
      proxy.start();
      port = proxy.getPort();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Stops it; connections are refused from then on. */
  public void stop() {
    try {
      proxy.stop();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Its bucket under a prefix, as a setting of a server. */
  public String url(String prefix) {
    return "s3://%s/%s?endpoint=http://127.0.0.1:%d&region=eu-test-1&path-style=true"
        .formatted(BUCKET, prefix, port);
  }

  /** The same, read. */
  public S3Address address(String prefix) {
    return S3Address.parse(url(prefix), KEY_ID, SECRET);
  }

  /** What goes wrong in it. */
  public S3Trouble trouble() {
    return trouble;
  }

  /** Begins an upload in parts that nobody will end. */
  public void beginParts(String key) {
    AwsBasicCredentials login = AwsBasicCredentials.create(KEY_ID, SECRET);
    try (S3Client client =
        S3Client.builder()
            .region(Region.of("eu-test-1"))
            .endpointOverride(URI.create("http://127.0.0.1:" + port))
            .forcePathStyle(true)
            .credentialsProvider(StaticCredentialsProvider.create(login))
            .build()) {
      client.createMultipartUpload(upload -> upload.bucket(BUCKET).key(key));
    }
  }

  /** How many uploads in parts have begun and not ended. */
  public int unfinished() {
    return trouble.listMultipartUploads(BUCKET).size();
  }

  /** The names of the objects under a prefix. */
  public List<String> objects(String prefix) {
    Path folder = root.resolve(BUCKET);
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> name.startsWith(prefix + '/'))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    trouble.calm();
    stop();
  }
}
