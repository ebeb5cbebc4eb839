package dev.batchwright.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.batch.model.Json;
import dev.batchwright.simulation.faults.FaultKind;
import dev.batchwright.simulation.scenario.Answer;
import dev.batchwright.simulation.scenario.Scenario;
import dev.batchwright.states.engine.Ending;
import dev.batchwright.states.engine.Execution;
import dev.batchwright.states.engine.ExecutionStatus;
import dev.batchwright.states.engine.StatesEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Whoever starts a run and has it succeed in the end: looks, waits, redrives, starts again. Stops,
/// kills and changes of the input are the operator's, too.
final class Operator {

  /// After so many failures nothing goes wrong any more.
  private static final int FAULTY_LAUNCHES = 6;

  /// A run that fails so often with nothing going wrong will not succeed.
  private static final int CALM_LAUNCHES = 3;

  private final World world;
  private final SplittableRandom random;
  private final List<Execution> executions = new ArrayList<>();
  private StatesEngine engine;
  private int launches;
  private boolean killed;
  private Optional<Ending> last = Optional.empty();

  Operator(World world, SplittableRandom random) {
    this.world = world;
    this.random = random;
    this.engine = world.engine();
  }

  /// How the last execution ended.
  Optional<Ending> last() {
    return last;
  }

  List<Execution> executions() {
    return List.copyOf(executions);
  }

  /// Brings a run to its end: published, or refused for what it is.
  ///
  /// @return whether it is published
  boolean settle(String run, String prefix, Auditor auditor) {
    launches = 0;
    boolean again = false;
    List<Execution> running = List.of(start(run, prefix));
    while (true) {
      disrupt(running.getFirst());
      Ending ending = await(running);
      if (ending.status() == ExecutionStatus.SUCCEEDED) {
        if (again || random.nextInt(4) > 0) {
          return true;
        }
        again = true;
        world.count(FaultKind.RUN_STARTED_AGAIN);
        running = List.of(start(run, prefix));
        continue;
      }
      CleanFailure.check(world, ending);
      if (!again && isFinal(ending, auditor)) {
        return false;
      }
      launches++;
      if (launches == FAULTY_LAUNCHES) {
        world.story().tell("from here on nothing goes wrong any more");
        world.faults().calm();
      }
      if (launches > FAULTY_LAUNCHES + CALM_LAUNCHES) {
        world.violated("the run fails although nothing goes wrong any more: " + ending);
        return false;
      }
      world.time().pass(Duration.ofSeconds(random.nextInt(1, 120)));
      running = again(running.getLast(), run, prefix);
    }
  }

  /// Failures that no redrive can change: too many refused rows, another input than was planned.
  private boolean isFinal(Ending ending, Auditor auditor) {
    String error = ending.error().orElse("");
    if (error.endsWith(".ToleranceExceededException")) {
      boolean rightly = auditor.answer().filter(Answer::isRefused).isPresent();
      if (!rightly && !world.hasMisread()) {
        world.violated("the run was refused for refused rows that it has not: " + ending);
      }
      return rightly;
    }
    if (isMisread(ending)) {
      return true;
    }
    if (error.endsWith(".InputChangedException") && !world.hasInputChanged()) {
      world.violated("the run says that its input changed, and it did not: " + ending);
    }
    return launches > 0 && error.endsWith(".InputChangedException");
  }

  /// Whether an object's ranges do not join to what S3 has of it, which only a new run can mend.
  private boolean isMisread(Ending ending) {
    String cause = ending.cause().orElse("");
    boolean misread =
        ending.error().orElse("").endsWith(".UnbalancedException")
            && cause.contains("was read wrongly");
    if (misread && !(world.hasMisread() && cause.contains("s3://" + Scenario.INPUT + "/data/"))) {
      world.violated("no input was read wrongly: " + ending);
    }
    return misread;
  }

  private Execution start(String run, String prefix) {
    ObjectNode input = (ObjectNode) Json.tree(Json.write(world.scenario().request(prefix)));
    input.put("run", run);
    String name = run + "-" + executions.size();
    world.story().tell("start ", name, " ", input);
    Execution execution = engine.start(world.machine(engine), name, input);
    executions.add(execution);
    return execution;
  }

  private List<Execution> again(Execution before, String run, String prefix) {
    boolean sameProcess = before.status() != ExecutionStatus.RUNNING && !killed;
    killed = false;
    if (world.faults().strikes(FaultKind.LETTER_TWICE)) {
      world.count(FaultKind.LETTER_TWICE);
      return List.of(start(run, prefix), start(run, prefix));
    }
    // An execution that came to its Fail state fails there again, whatever the weather.
    boolean redrives = launches < FAULTY_LAUNCHES && random.nextBoolean();
    if (sameProcess && before.notRedrivable().isEmpty() && redrives) {
      world.count(FaultKind.EXECUTION_REDRIVEN);
      world.story().tell("redrive ", before.name());
      before.redrive();
      return List.of(before);
    }
    world.count(FaultKind.RUN_STARTED_AGAIN);
    return List.of(start(run, prefix));
  }

  /// Plans what is done to a launch from outside while it runs.
  private void disrupt(Execution execution) {
    SeededFaults faults = world.faults();
    if (faults.strikes(FaultKind.INPUT_OVERWRITTEN)) {
      later(() -> {
        world.count(FaultKind.INPUT_OVERWRITTEN);
        world.story().tell("an input object is overwritten");
        world.inputChanged();
        world.scenario().overwrite(world.store(), random);
      });
    }
    if (faults.strikes(FaultKind.INPUT_DELETED)) {
      later(() -> {
        if (world.scenario().delete(world.store(), random)) {
          world.count(FaultKind.INPUT_DELETED);
          world.story().tell("an input object is deleted");
          world.inputChanged();
        }
      });
    }
    if (faults.strikes(FaultKind.EXECUTION_STOPPED)) {
      later(() -> {
        if (execution.status() == ExecutionStatus.RUNNING) {
          world.count(FaultKind.EXECUTION_STOPPED);
          world.story().tell("stop ", execution.name());
          execution.abortSoon();
        }
      });
    }
    if (faults.strikes(FaultKind.PROCESS_KILLED)) {
      later(() -> {
        if (execution.status() == ExecutionStatus.RUNNING) {
          world.killProcess();
          killed = true;
          executions.forEach(Execution::abortSoon);
          engine = world.engine();
        }
      });
    }
  }

  private void later(Runnable action) {
    Duration delay = Duration.ofMillis(random.nextInt(20_000));
    world.time().at(world.time().now().plus(delay), action);
  }

  /// Looks now and then, until all have ended.
  ///
  /// @return the ending of one that succeeded, if one did
  private Ending await(List<Execution> running) {
    Duration step = Duration.ofMillis(500);
    while (running.stream().anyMatch(e -> e.status() == ExecutionStatus.RUNNING)) {
      world.time().pass(step);
      step = step.toSeconds() < 10 ? step.multipliedBy(2) : step;
    }
    Ending ending =
        running.stream()
            .flatMap(e -> e.ending().stream())
            .filter(e -> e.status() == ExecutionStatus.SUCCEEDED)
            .findFirst()
            .or(() -> running.getFirst().ending())
            .orElseThrow();
    last = Optional.of(ending);
    return ending;
  }

  /// Whether a letter of an execution is there.
  static boolean isOf(JsonNode letter, Execution execution) {
    return letter.path("execution").asText().equals(execution.arn());
  }
}
