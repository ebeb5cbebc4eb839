package dev.batchwright.local.lambda;

import dev.batchwright.local.http.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// One function: its places and its execution environments, the idle ones kept for the next call.
final class HostedFunction implements AutoCloseable {
  /// What a synchronous invocation may answer; the service's figure.
  private static final int MAX_RESPONSE_BYTES = 6_291_556;

  private final FunctionDefinition definition;
  private final String arn;
  private final Map<String, String> environment;
  private final Places places;
  private final ClassLoader classes;
  private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
  private final Set<ExecutionEnvironment> alive = new HashSet<>();
  private int environmentsMade;

  HostedFunction(
      FunctionDefinition definition,
      String arn,
      Map<String, String> environment,
      Places places,
      ClassLoader classes) {
    this.definition = definition;
    this.arn = arn;
    this.environment = Map.copyOf(environment);
    this.places = places;
    this.classes = classes;
  }

  FunctionDefinition definition() {
    return definition;
  }

  String arn() {
    return arn;
  }

  /// Runs one invocation to its end, whatever that is.
  InvocationResult invoke(byte[] payload) throws InterruptedException {
    places.take();
    try {
      ExecutionEnvironment taken = checkOut();
      try {
        return run(taken, payload);
      } finally {
        checkIn(taken);
      }
    } finally {
      places.giveBack();
    }
  }

  @Override
  public synchronized void close() {
    alive.forEach(ExecutionEnvironment::close);
  }

  private InvocationResult run(ExecutionEnvironment taken, byte[] payload)
      throws InterruptedException {
    String requestId = UUID.randomUUID().toString();
    InvocationLog log = new InvocationLog(definition.name());
    log.platform("START RequestId: " + requestId + " Version: $LATEST");
    long startNanos = System.nanoTime();
    try {
      taken.initialise(new HandlerLoader(classes), environment, requestId);
      startNanos = System.nanoTime();
      long deadlineNanos = startNanos + definition.timeout().toNanos();
      byte[] answer =
          taken.invoke(
              payload,
              new InvocationContext(definition, arn, requestId, taken.id(), deadlineNanos, log));
      if (answer.length > MAX_RESPONSE_BYTES) {
        FunctionError error = FunctionError.responseTooLarge(answer.length, MAX_RESPONSE_BYTES);
        return failed(error, requestId, startNanos, log);
      }
      report(requestId, startNanos, log);
      return new InvocationResult.Succeeded(answer, log.tail());
    } catch (FunctionFailure e) {
      return failed(e.error(), requestId, startNanos, log);
    }
  }

  private InvocationResult failed(
      FunctionError error, String requestId, long startNanos, InvocationLog log) {
    log.log(error.message() + ": " + error.type());
    report(requestId, startNanos, log);
    byte[] payload = Json.bytes(error.json());
    return new InvocationResult.Failed(error.type(), error.message(), payload, log.tail());
  }

  private void report(String requestId, long startNanos, InvocationLog log) {
    double millis = (System.nanoTime() - startNanos) / 1e6;
    log.platform("END RequestId: " + requestId);
    log.platform(
        String.format(
            Locale.ROOT,
            "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %d MB",
            requestId,
            millis,
            (long) Math.ceil(millis),
            definition.memoryMb()));
  }

  private synchronized ExecutionEnvironment checkOut() {
    ExecutionEnvironment waiting = idle.pollLast();
    if (waiting != null) {
      return waiting;
    }
    String id = "lambda-" + definition.name() + "-" + ++environmentsMade;
    ExecutionEnvironment fresh = new ExecutionEnvironment(definition, id, classes);
    alive.add(fresh);
    return fresh;
  }

  private synchronized void checkIn(ExecutionEnvironment used) {
    if (used.broken()) {
      used.close();
      alive.remove(used);
    } else {
      idle.addLast(used);
    }
  }
}
