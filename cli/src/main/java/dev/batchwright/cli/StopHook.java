package dev.batchwright.cli;

import dev.batchwright.cli.execution.Interruption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Turns SIGINT and SIGTERM into a request to stop, and the process's end into the exit code of the
/// command that stopped.
///
/// The JVM answers those signals with its shutdown, whose exit code would be 130 or 143. So the
/// shutdown is held up until the command has ended in its own way, and cut short with its code.
final class StopHook {

  /// Longer than a stopped run takes to say goodbye.
  private static final long PATIENCE_SECONDS = 10;

  private final Interruption interruption = new Interruption();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int code = ExitCode.STOPPED.code();

  private StopHook() {}

  static StopHook install() {
    StopHook hook = new StopHook();
    Runtime.getRuntime().addShutdownHook(new Thread(hook::stop, "stop"));
    return hook;
  }

  Interruption interruption() {
    return interruption;
  }

  /// Ends the process with this code.
  void exit(int exitCode) {
    code = exitCode;
    ended.countDown();
    System.exit(exitCode);
  }

  private void stop() {
    interruption.request();
    try {
      boolean _ = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(code);
  }
}
