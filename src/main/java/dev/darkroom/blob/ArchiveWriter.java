package dev.darkroom.blob;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Packs files into an archive that is never whole in memory. It blocks: for virtual threads. Equal
 * files under equal names make equal archives.
 */
public interface ArchiveWriter extends AutoCloseable {
  /** A writer of {@code zip} or {@code tgz}, which closes the stream with itself. */
  static ArchiveWriter of(String format, OutputStream out) throws IOException {
    return format.equals("tgz") ? new Tgz(out) : new Zip(out);
  }

  /** Adds a file under a name that is safe to unpack. */
  void add(String name, Instant modified, Path file) throws IOException;

  /** Ends the archive; without it what was written is torn. */
  @Override
  void close() throws IOException;

  /** Entries are compressed unless they are compressed already. */
  final class Zip implements ArchiveWriter {
    private static final Set<String> COMPRESSED =
        Set.of(
            "jpg", "png", "webp", "gif", "avif", "heic", "jxl", "jp2", "mp4", "webm", "mov", "mp3",
            "m4a", "aac", "ogg", "ogv", "flac", "zip", "gz", "tgz", "7z", "xz", "docx", "xlsx",
            "pptx");

    private final ZipOutputStream out;

    Zip(OutputStream out) {
      this.out = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    @Override
    public void add(String name, Instant modified, Path file) throws IOException {
      String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      out.setLevel(COMPRESSED.contains(extension) ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
      ZipEntry entry = new ZipEntry(name);
      entry.setLastModifiedTime(FileTime.from(modified));
      out.putNextEntry(entry);
      Files.copy(file, out);
      out.closeEntry();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Long names, large files and names beyond ASCII are written as POSIX wants them. */
  final class Tgz implements ArchiveWriter {
    private final TarArchiveOutputStream out;

    Tgz(OutputStream out) throws IOException {
      this.out =
          new TarArchiveOutputStream(new GZIPOutputStream(out), StandardCharsets.UTF_8.name());
      this.out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      this.out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      this.out.setAddPaxHeadersForNonAsciiNames(true);
    }

    @Override
    public void add(String name, Instant modified, Path file) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(Files.size(file));
      entry.setModTime(FileTime.from(modified));
      out.putArchiveEntry(entry);
      Files.copy(file, out);
      out.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
