package dev.batchwright.cli.target;

import dev.batchwright.batch.model.BadRequestException;
import java.util.Locale;

/// Where a run runs.
public enum TargetKind {
  /// In this process, on files of this machine.
  LOCAL,
  /// On a LocalStack.
  LOCALSTACK,
  /// On AWS.
  AWS;

  /// The target with this name.
  ///
  /// @throws BadRequestException when there is none
  public static TargetKind of(String name) {
    for (TargetKind kind : values()) {
      if (kind.toString().equals(name.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw new BadRequestException(
        "--target " + name + ": there is no such target; write local, localstack or aws");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
