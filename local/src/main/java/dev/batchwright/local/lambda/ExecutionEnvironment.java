package dev.batchwright.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One handler object on one thread, for one invocation at a time: what AWS calls by this name.
///
/// The thread is a platform thread, so that a handler that computes without end takes its share of
/// the processors and no more. A handler that is not back in time is interrupted and left to
/// itself: unlike a process it cannot be killed, but nobody waits for it and its environment is not
/// used again.
final class ExecutionEnvironment implements AutoCloseable {
  /// What Lambda gives the constructor before the first invocation.
  private static final Duration INIT_TIMEOUT = Duration.ofSeconds(10);

  private final FunctionDefinition function;
  private final String id;
  private final ExecutorService thread;
  private @Nullable RequestStreamHandler handler;
  private boolean broken;

  ExecutionEnvironment(FunctionDefinition function, String id, ClassLoader classes) {
    this.function = function;
    this.id = id;
    ThreadFactory factory =
        task -> {
          Thread t = Thread.ofPlatform().daemon().name(id).unstarted(task);
          t.setContextClassLoader(classes);
          return t;
        };
    this.thread = Executors.newSingleThreadExecutor(factory);
  }

  String id() {
    return id;
  }

  /// Whether the next invocation needs another environment.
  boolean broken() {
    return broken;
  }

  /// Makes the handler, if it is not there yet.
  void initialise(HandlerLoader loader, Map<String, String> environment, String requestId)
      throws FunctionFailure, InterruptedException {
    if (handler == null) {
      handler =
          within(
              INIT_TIMEOUT, requestId, () -> unchecked(() -> loader.load(function, environment)));
    }
  }

  /// Runs the handler.
  byte[] invoke(byte[] payload, InvocationContext context)
      throws FunctionFailure, InterruptedException {
    RequestStreamHandler ready = handler;
    if (ready == null) {
      throw new IllegalStateException(id + " is not initialised");
    }
    return within(
        function.timeout(),
        context.requestId(),
        () -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          ready.handleRequest(new ByteArrayInputStream(payload), out, context);
          return out.toByteArray();
        });
  }

  /// Interrupts what runs in it.
  @Override
  public void close() {
    thread.shutdownNow();
  }

  private <T> T within(Duration limit, String requestId, Callable<T> work)
      throws FunctionFailure, InterruptedException {
    Future<T> running;
    try {
      running = thread.submit(work);
    } catch (RejectedExecutionException e) {
      throw new InterruptedException("the function host was closed");
    }
    try {
      return running.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      abandon();
      throw new FunctionFailure(FunctionError.timedOut(requestId, limit));
    } catch (InterruptedException e) {
      abandon();
      throw e;
    } catch (ExecutionException e) {
      Throwable thrown = e.getCause() == null ? e : e.getCause();
      if (thrown instanceof InitFailure init) {
        thrown = init.thrown;
        broken = true;
      }
      broken |= thrown instanceof Error; // the real runtime's process ends with an Error
      throw new FunctionFailure(FunctionError.of(thrown));
    }
  }

  private void abandon() {
    broken = true;
    thread.shutdownNow();
  }

  private static <T> T unchecked(ThrowingSupplier<T> work) throws InitFailure {
    try {
      return work.get();
    } catch (Throwable e) {
      throw new InitFailure(e);
    }
  }

  private interface ThrowingSupplier<T> {
    T get() throws Throwable;
  }

  private static final class InitFailure extends Exception {
    private final transient Throwable thrown;

    InitFailure(Throwable thrown) {
      super(thrown);
      this.thrown = thrown;
    }
  }
}
