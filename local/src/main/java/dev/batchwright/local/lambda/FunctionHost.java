package dev.batchwright.local.lambda;

import dev.batchwright.local.http.ServiceException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs handler classes of the class path as AWS Lambda runs them: one invocation at a time in an
/// execution environment, a timeout that holds, limits on what runs at once, errors as JSON.
///
/// What one process cannot do: `MemorySize` is told to handlers and bounds nothing (the heap is the
/// process's), `System.exit` in a handler ends all of it, and static fields are shared between the
/// environments of a function, so handlers keep there only what may be shared.
public final class FunctionHost implements AutoCloseable {
  /// Options for a JVM of its own, which a function does not have here.
  private static final String JVM_OPTIONS = "JAVA_TOOL_OPTIONS";

  private final String arnPrefix;
  private final Map<String, String> baseEnvironment;
  private final Concurrency concurrency;
  private final ClassLoader classes;
  private final Semaphore account;
  private final Map<String, HostedFunction> functions = new ConcurrentSkipListMap<>();

  /// A host without functions.
  ///
  /// @param arnPrefix what function ARNs begin with, up to and with `function:`
  /// @param baseEnvironment variables that every function has, such as `AWS_ENDPOINT_URL`
  /// @param concurrency how many invocations run at once
  /// @param classes where handler classes are
  public FunctionHost(
      String arnPrefix,
      Map<String, String> baseEnvironment,
      Concurrency concurrency,
      ClassLoader classes) {
    this.arnPrefix = arnPrefix;
    this.baseEnvironment = Map.copyOf(baseEnvironment);
    this.concurrency = concurrency;
    this.classes = classes;
    this.account = new Semaphore(concurrency.limit(), true);
  }

  /// Makes a function invocable. Its class is loaded by the first invocation.
  ///
  /// Its handlers get the base environment and the function's own; not the function's name, memory
  /// and log group, which the context tells them, so that functions with the same settings can
  /// share what they make of them, such as a client.
  public void deploy(FunctionDefinition definition) {
    Map<String, String> environment = new HashMap<>(baseEnvironment);
    environment.putAll(definition.environment());
    environment.remove(JVM_OPTIONS);
    Places places =
        new Places(
            definition.name(), account, definition.reservedConcurrency(), concurrency.overflow());
    functions.put(
        definition.name(),
        new HostedFunction(definition, arn(definition.name()), environment, places, classes));
  }

  /// The ARN of the function with this name.
  public String arn(String name) {
    return arnPrefix + name;
  }

  /// Invokes a function and waits for its end.
  ///
  /// @param function its name or ARN, with or without a qualifier
  /// @param payload JSON; nothing counts as `{}`
  /// @throws ServiceException `ResourceNotFoundException`, `TooManyRequestsException` or
  ///   `RequestTooLargeException`: those of the service, while errors of the function are results
  /// @throws InterruptedException where the caller was interrupted; the handler then is, too
  public InvocationResult invoke(String function, byte[] payload) throws InterruptedException {
    return require(function).invoke(Payloads.checked(payload, Payloads.SYNCHRONOUS));
  }

  /// Invokes a function and does not wait. A failure is logged; unlike the service it is not tried
  /// again.
  public void invokeLater(String function, byte[] payload) {
    HostedFunction hosted = require(function);
    byte[] checked = Payloads.checked(payload, Payloads.ASYNCHRONOUS);
    Thread unused =
        Thread.ofVirtual()
            .name("lambda-event-" + hosted.definition().name())
            .start(() -> runLater(hosted, checked));
  }

  /// Checks that there is a function with this name or ARN.
  ///
  /// @throws ServiceException `ResourceNotFoundException`, 404
  public void requireFunction(String function) {
    HostedFunction unused = require(function);
  }

  /// The function with this name or ARN.
  ///
  /// @throws ServiceException `ResourceNotFoundException`, 404
  HostedFunction require(String function) {
    String name = name(function);
    return Optional.ofNullable(functions.get(name))
        .orElseThrow(() ->
            new ServiceException(
                "ResourceNotFoundException",
                404,
                "Function not found: "
                    + arn(name)
                    + "; the template declares "
                    + functions.keySet()));
  }

  Collection<HostedFunction> functions() {
    return new TreeMap<>(functions).values();
  }

  /// Interrupts what runs and ends all environments.
  @Override
  public void close() {
    functions.values().forEach(HostedFunction::close);
  }

  private static String name(String function) {
    int resource = function.indexOf("function:");
    String name = resource < 0 ? function : function.substring(resource + "function:".length());
    int qualifier = name.indexOf(':');
    return qualifier < 0 ? name : name.substring(0, qualifier);
  }

  private static void runLater(HostedFunction function, byte[] payload) {
    String name = function.definition().name();
    try {
      if (function.invoke(payload) instanceof InvocationResult.Failed failed) {
        Log.LOG.error(
            "asynchronous invocation of {} failed: {}: {}",
            name,
            failed.errorType(),
            failed.errorMessage());
      }
    } catch (ServiceException e) {
      Log.LOG.error("asynchronous invocation of {} was not run: {}", name, e.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Loaded by the first failure: what logging costs to start is no part of the target's start.
  private static final class Log {
    static final Logger LOG = LoggerFactory.getLogger(FunctionHost.class);
  }
}
