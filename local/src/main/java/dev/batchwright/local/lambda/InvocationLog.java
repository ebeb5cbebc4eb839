package dev.batchwright.local.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one invocation logs through its context: handed on to the process's own logging, under
/// `lambda.<function>`, with the last 4 KiB kept for callers that ask for `LogType: Tail`.
final class InvocationLog implements LambdaLogger {
  /// What Invoke answers in `X-Amz-Log-Result`, before it is encoded.
  private static final int TAIL_LIMIT_CHARS = 4_096;

  private final Logger logger;
  private final StringBuilder tail = new StringBuilder();

  InvocationLog(String function) {
    logger = LoggerFactory.getLogger("lambda." + function);
  }

  @Override
  public void log(String message) {
    logger.info(message.stripTrailing());
    keep(message);
  }

  @Override
  public void log(byte[] message) {
    log(new String(message, StandardCharsets.UTF_8));
  }

  /// A line of the platform itself, such as `START RequestId: ...`.
  void platform(String line) {
    logger.debug(line);
    keep(line);
  }

  synchronized String tail() {
    return tail.toString();
  }

  private synchronized void keep(String message) {
    tail.append(message);
    if (!message.endsWith("\n")) {
      tail.append('\n');
    }
    if (tail.length() > TAIL_LIMIT_CHARS) {
      tail.delete(0, tail.length() - TAIL_LIMIT_CHARS);
    }
  }
}
