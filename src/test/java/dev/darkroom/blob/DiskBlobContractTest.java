package dev.darkroom.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

final class DiskBlobContractTest extends BlobStoreContract {
  @TempDir Path folder;

  @Override
  BlobStore open() throws IOException {
    return new DiskBlobStore(vertx, folder, "here");
  }

  @Override
  long staged() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("staging"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
