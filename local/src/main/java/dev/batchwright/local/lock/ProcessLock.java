package dev.batchwright.local.lock;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Held by whoever changes files that several processes change: in this process by a lock and among
/// processes by a lock on a file. It makes "check the condition, then rename" one step. It is held
/// for some system calls, never while bytes of a body move.
///
/// A process that is killed loses the file lock with its life.
public final class ProcessLock implements AutoCloseable {

  /// How long to wait before asking again when another [ProcessLock] of this JVM has the file.
  private static final Duration RETRY = Duration.ofMillis(1);

  private final Path file;
  private final ReentrantLock threads = new ReentrantLock();
  private @Nullable FileChannel channel;

  /// @param file what processes lock; made where it is not there
  public ProcessLock(Path file) {
    this.file = file;
  }

  /// Held until closed.
  public final class Hold implements AutoCloseable {
    private final FileLock processes;

    private Hold(FileLock processes) {
      this.processes = processes;
    }

    @Override
    public void close() throws IOException {
      try {
        if (processes.acquiredBy().isOpen()) {
          processes.release();
        }
      } finally {
        threads.unlock();
      }
    }
  }

  /// Waits until no other thread and no other process holds the lock.
  public Hold hold() throws IOException {
    threads.lock();
    try {
      return new Hold(lockFile());
    } catch (IOException | RuntimeException e) {
      threads.unlock();
      throw e;
    }
  }

  private FileLock lockFile() throws IOException {
    FileChannel open = channel;
    // A thread that is interrupted while it waits for the lock closes the channel.
    if (open == null || !open.isOpen()) {
      Files.createDirectories(file.getParent());
      open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel = open;
    }
    while (true) {
      try {
        return open.lock();
      } catch (OverlappingFileLockException e) {
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
  }

  @Override
  public void close() throws IOException {
    threads.lock();
    try {
      FileChannel open = channel;
      channel = null;
      if (open != null) {
        open.close();
      }
    } finally {
      threads.unlock();
    }
  }
}
