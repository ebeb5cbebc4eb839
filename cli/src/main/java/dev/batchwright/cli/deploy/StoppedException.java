package dev.batchwright.cli.deploy;

import java.io.Serial;

/// The user stopped the command; what CloudFormation has begun goes on.
public final class StoppedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  StoppedException(String message) {
    super(message);
  }
}
