package dev.batchwright.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.query.Expression;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One state of a workflow.
public sealed interface State {

  /// The name, unique in the whole machine.
  String name();

  /// How data goes through it.
  Dataflow flow();

  /// The word in `Type`, which also starts the names of its history events.
  default String type() {
    return switch (this) {
      case Task _ -> "Task";
      case Map _ -> "Map";
      case Parallel _ -> "Parallel";
      case Choice _ -> "Choice";
      case Wait _ -> "Wait";
      case Pass _ -> "Pass";
      case Succeed _ -> "Succeed";
      case Fail _ -> "Fail";
    };
  }

  /// Retriers and catchers; none for states that cannot have any.
  default ErrorHandling errors() {
    return switch (this) {
      case Task task -> task.errorHandling;
      case Map map -> map.errorHandling;
      case Parallel parallel -> parallel.errorHandling;
      case Choice _, Wait _, Pass _, Succeed _, Fail _ -> ErrorHandling.NONE;
    };
  }

  /// Calls a service or function.
  ///
  /// @param resource what is called
  /// @param timeoutSeconds after how long an attempt fails with `States.Timeout`
  /// @param heartbeatSeconds how long an attempt may go without a heartbeat
  record Task(
      String name,
      Dataflow flow,
      Transition transition,
      ErrorHandling errorHandling,
      ResourceArn resource,
      Optional<Expression> timeoutSeconds,
      Optional<Expression> heartbeatSeconds)
      implements State {
    public Task {
      Objects.requireNonNull(resource, "resource");
      Objects.requireNonNull(timeoutSeconds, "timeoutSeconds");
      Objects.requireNonNull(heartbeatSeconds, "heartbeatSeconds");
    }
  }

  /// Runs a workflow for each item of a data set.
  record Map(
      String name,
      Dataflow flow,
      Transition transition,
      ErrorHandling errorHandling,
      Iteration iteration)
      implements State {
    public Map {
      Objects.requireNonNull(iteration, "iteration");
    }
  }

  /// Runs several workflows on the same input.
  record Parallel(
      String name,
      Dataflow flow,
      Transition transition,
      ErrorHandling errorHandling,
      List<Workflow> branches)
      implements State {
    public Parallel {
      branches = List.copyOf(branches);
    }
  }

  /// Goes on with the first rule that holds.
  record Choice(String name, Dataflow flow, List<Rule> rules, Optional<String> defaultNext)
      implements State {
    public Choice {
      rules = List.copyOf(rules);
      Objects.requireNonNull(defaultNext, "defaultNext");
    }
  }

  /// One rule of a [Choice].
  ///
  /// @param output what the state's output is when this rule is taken (JSONata)
  /// @param assign what variables this rule assigns
  record Rule(
      Condition condition, String next, Optional<Expression> output, Optional<Expression> assign) {
    public Rule {
      Objects.requireNonNull(condition, "condition");
      Objects.requireNonNull(next, "next");
      Objects.requireNonNull(output, "output");
      Objects.requireNonNull(assign, "assign");
    }
  }

  /// Waits for a time, without a thread.
  record Wait(String name, Dataflow flow, Transition transition, Until until) implements State {
    public Wait {
      Objects.requireNonNull(until, "until");
    }
  }

  /// How long a [Wait] waits.
  sealed interface Until {
    /// A number of seconds.
    record Seconds(Expression value) implements Until {}

    /// An RFC 3339 timestamp.
    record Timestamp(Expression value) implements Until {}
  }

  /// Passes its input on, or a fixed result.
  record Pass(String name, Dataflow flow, Transition transition, Optional<JsonNode> result)
      implements State {
    public Pass {
      Objects.requireNonNull(result, "result");
    }
  }

  /// Ends the workflow well.
  record Succeed(String name, Dataflow flow) implements State {}

  /// Ends the workflow with an error.
  record Fail(String name, Dataflow flow, Optional<Expression> error, Optional<Expression> cause)
      implements State {
    public Fail {
      Objects.requireNonNull(error, "error");
      Objects.requireNonNull(cause, "cause");
    }
  }
}
