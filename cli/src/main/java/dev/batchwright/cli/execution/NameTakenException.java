package dev.batchwright.cli.execution;

import java.io.Serial;

/// There is an execution of this name already, and it cannot be what is asked for.
public final class NameTakenException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final String arn;

  /// @param arn the ARN of the execution that has the name
  public NameTakenException(String arn, Throwable cause) {
    super("there is an execution " + arn, cause);
    this.arn = arn;
  }

  /// The ARN of the execution that has the name.
  public String arn() {
    return arn;
  }
}
