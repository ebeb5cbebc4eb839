package dev.batchwright.cli.execution;

import java.util.Objects;

/// One event of an execution's history that tells how far the run is.
public sealed interface Happening {

  /// The event's id, 1 or more, growing.
  long event();

  /// A state was entered.
  record Entered(long event, String state) implements Happening {
    public Entered {
      Objects.requireNonNull(state, "state");
    }
  }

  /// A task answered.
  ///
  /// @param output what it answered, JSON
  record Answered(long event, String output) implements Happening {
    public Answered {
      Objects.requireNonNull(output, "output");
    }
  }

  /// A task failed; unless the state gives up, it is tried again.
  record TaskFailed(long event, String error) implements Happening {
    public TaskFailed {
      Objects.requireNonNull(error, "error");
    }
  }

  /// A distributed map began.
  record MapRunStarted(long event, String arn) implements Happening {
    public MapRunStarted {
      Objects.requireNonNull(arn, "arn");
    }
  }

  /// Anything else.
  record Other(long event) implements Happening {}
}
