package dev.darkroom.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Who runs the server of a folder: a lock that the kernel frees when its holder dies, in whatever
 * way, so that a recycled process id can never be taken for a living owner.
 */
final class Ownership implements AutoCloseable {
  private final FileChannel channel;
  private final ServerFolder folder;

  private Ownership(FileChannel channel, ServerFolder folder) {
    this.channel = channel;
    this.folder = folder;
  }

  /** Opens the lock without taking it. Open it once per process: closing it frees the lock. */
  static Ownership of(ServerFolder folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.owner(),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    return new Ownership(channel, folder);
  }

  /** Whether this process owns the folder from now on. */
  boolean tryTake() throws IOException {
    FileLock lock = channel.tryLock();
    return lock != null && sign();
  }

  /** Waits until the owner is gone, then takes its place; fails when closed meanwhile. */
  void take() throws IOException {
    FileLock lock = channel.lock();
    if (lock.isValid()) {
      sign();
    }
  }

  /** The process id that the owner wrote down. */
  Optional<String> holder() throws IOException {
    return Optional.ofNullable(ServerFolder.read(folder.owner())).filter(pid -> !pid.isEmpty());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private boolean sign() throws IOException {
    ByteBuffer pid =
        ByteBuffer.wrap(
            Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8));
    channel.truncate(0);
    while (pid.hasRemaining()) {
      channel.write(pid, pid.position());
    }
    return true;
  }
}
