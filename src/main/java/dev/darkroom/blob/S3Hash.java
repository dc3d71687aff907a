package dev.darkroom.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hashes that S3 and we know bytes by, as lower-case hexadecimal characters. */
enum S3Hash {
  SHA_256("SHA-256"),
  MD5("MD5");

  private static final int CHUNK = 64 * 1024;

  private final String algorithm;

  S3Hash(String algorithm) {
    this.algorithm = algorithm;
  }

  String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  String of(InputStream in) throws IOException {
    return copy(in, OutputStream.nullOutputStream());
  }

  /** Copies into a new file; gives the hash of what was copied. */
  String copy(InputStream in, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      return copy(in, out);
    }
  }

  private String copy(InputStream in, OutputStream out) throws IOException {
    MessageDigest digest = digest();
    byte[] chunk = new byte[CHUNK];
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      digest.update(chunk, 0, count);
      out.write(chunk, 0, count);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private MessageDigest digest() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(algorithm + " is missing in this JDK", missing);
    }
  }
}
