package dev.batchwright.local.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {

  @TempDir private Path directory;
  private int holders;
  private int count;

  @Test
  void anInterruptedThreadDoesNotTakeTheLockAwayFromOthers() throws IOException {
    try (ProcessLock lock = new ProcessLock(directory.resolve("lock"))) {
      lock.hold().close();
      Thread.currentThread().interrupt();
      assertThatThrownBy(lock::hold)
          .isInstanceOfAny(ClosedByInterruptException.class, FileLockInterruptionException.class);
      assertThat(Thread.interrupted()).isTrue();
      lock.hold().close();
      lock.hold().close();
    }
  }

  @Test
  void locksOnOneFileExcludeEachOther() throws Exception {
    try (ProcessLock one = new ProcessLock(directory.resolve("lock"));
        ProcessLock two = new ProcessLock(directory.resolve("lock"));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        ProcessLock lock = i % 2 == 0 ? one : two;
        futures.add(
            threads.submit(() -> {
              for (int k = 0; k < 25; k++) {
                try (ProcessLock.Hold _ = lock.hold()) {
                  // Plain fields: only the lock makes this right.
                  holders++;
                  assertThat(holders).isEqualTo(1);
                  count++;
                  holders--;
                }
              }
              return null;
            }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
      assertThat(count).isEqualTo(200);
    }
  }
}
