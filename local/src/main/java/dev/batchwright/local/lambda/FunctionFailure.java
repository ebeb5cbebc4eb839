package dev.batchwright.local.lambda;

/// A function error on its way from the environment to the host.
final class FunctionFailure extends Exception {
  private final transient FunctionError error;

  FunctionFailure(FunctionError error) {
    super(error.type() + ": " + error.message());
    this.error = error;
  }

  FunctionError error() {
    return error;
  }
}
