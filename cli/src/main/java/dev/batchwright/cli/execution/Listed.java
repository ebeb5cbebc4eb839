package dev.batchwright.cli.execution;

import java.util.Objects;

/// One execution of a list.
///
/// @param arn its ARN
/// @param name its name
public record Listed(String arn, String name) {

  public Listed {
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(name, "name");
  }
}
