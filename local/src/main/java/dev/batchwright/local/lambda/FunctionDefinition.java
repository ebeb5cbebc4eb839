package dev.batchwright.local.lambda;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/// A function as it is deployed.
///
/// @param name its name, by which it is invoked
/// @param handler `package.Class::handleRequest`
/// @param timeout how long one invocation may take; Lambda takes 1 to 900 seconds
/// @param memoryMb the memory it is configured with, in MiB; told to the handler, while the heap is
///   that of the process
/// @param reservedConcurrency how many invocations may run at once; empty for the account's limit
///   alone, and 0 stops the function
/// @param environment its environment variables
public record FunctionDefinition(
    String name,
    String handler,
    Duration timeout,
    int memoryMb,
    OptionalInt reservedConcurrency,
    Map<String, String> environment) {

  private static final int MIN_MEMORY_MB = 128;
  private static final int MAX_MEMORY_MB = 10_240;

  /// Checks what can be checked without the class.
  ///
  /// @throws IllegalArgumentException with the function's name, the setting and what it may be
  public FunctionDefinition {
    environment = Map.copyOf(environment);
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "function name '" + name + "': expected 1 to 64 letters, digits, '-' or '_'");
    }
    if (!timeout.isPositive()) {
      throw refused(name, "Timeout " + timeout.toSeconds(), "1 to 900 seconds");
    }
    if (memoryMb < MIN_MEMORY_MB || memoryMb > MAX_MEMORY_MB) {
      throw refused(name, "MemorySize " + memoryMb, MIN_MEMORY_MB + " to " + MAX_MEMORY_MB);
    }
    if (reservedConcurrency.isPresent() && reservedConcurrency.getAsInt() < 0) {
      throw refused(
          name, "ReservedConcurrentExecutions " + reservedConcurrency.getAsInt(), "0 or more");
    }
  }

  private static IllegalArgumentException refused(String name, String what, String expected) {
    return new IllegalArgumentException(
        "function " + name + ": " + what + ": expected " + expected);
  }
}
