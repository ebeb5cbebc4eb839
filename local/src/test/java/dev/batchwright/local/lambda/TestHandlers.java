package dev.batchwright.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/// Handlers as users write them, for the tests of the host.
public final class TestHandlers {
  private TestHandlers() {}

  /// Answers its event as it came.
  public static final class Echo implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
        throws IOException {
      context.getLogger().log("echo runs");
      in.transferTo(out);
    }
  }

  public record Order(String id, int count) {}

  public record Receipt(String text) {}

  /// Converts its event and result.
  public static final class Typed implements RequestHandler<Order, Receipt> {
    @Override
    public Receipt handleRequest(Order order, Context context) {
      return new Receipt(order.id() + " x " + order.count());
    }
  }

  /// Tells what it knows of its surroundings.
  public static final class Surroundings implements RequestHandler<JsonNode, Map<String, Object>> {
    private final Map<String, String> environment;
    private int calls;

    public Surroundings(Map<String, String> environment) {
      this.environment = environment;
    }

    @Override
    public Map<String, Object> handleRequest(JsonNode event, Context context) {
      calls++;
      return Map.of(
          "calls", calls,
          "setting", environment.get("SETTING"),
          "base", environment.get("AWS_REGION"),
          "memoryMb", context.getMemoryLimitInMB(),
          "name", context.getFunctionName(),
          "arn", context.getInvokedFunctionArn(),
          "leftMillis", context.getRemainingTimeInMillis());
    }
  }

  public static final class BadChunkException extends RuntimeException {
    public BadChunkException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// Throws what its event names.
  public static final class Throws implements RequestHandler<String, String> {
    @Override
    public String handleRequest(String event, Context context) {
      if (event.equals("memory")) {
        throw new OutOfMemoryError("Java heap space");
      }
      throw new BadChunkException("chunk 7 is bad", new IOException("the disk"));
    }
  }

  /// Cannot be made.
  public static final class Unmakeable implements RequestHandler<String, String> {
    public Unmakeable() {
      throw new IllegalStateException("no setting TABLE");
    }

    @Override
    public String handleRequest(String event, Context context) {
      return event;
    }
  }

  /// Answers as many bytes as it is asked for.
  public static final class Large implements RequestHandler<Integer, String> {
    @Override
    public String handleRequest(Integer size, Context context) {
      return "x".repeat(size);
    }
  }

  /// Hangs on the event `hang`, until it is interrupted.
  public static final class Hangs implements RequestHandler<String, String> {
    static final Semaphore INTERRUPTED = new Semaphore(0);

    @Override
    public String handleRequest(String event, Context context) {
      if (event.equals("hang")) {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          INTERRUPTED.release();
        }
      }
      return event;
    }
  }

  /// As `Hangs`, and says when it begins and ends.
  public static final class Waits implements RequestHandler<String, String> {
    static final Semaphore ENTERED = new Semaphore(0);
    static final Semaphore LEFT = new Semaphore(0);

    @Override
    public String handleRequest(String event, Context context) {
      if (event.equals("hang")) {
        ENTERED.release();
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          LEFT.release();
        }
      }
      return event;
    }
  }

  /// Says that it runs and waits until it may end.
  public static final class Gate implements RequestHandler<String, String> {
    static final Semaphore ENTERED = new Semaphore(0);
    static final Semaphore MAY_LEAVE = new Semaphore(0);

    @Override
    public String handleRequest(String event, Context context) {
      ENTERED.release();
      MAY_LEAVE.acquireUninterruptibly();
      return event;
    }
  }
}
