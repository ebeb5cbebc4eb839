package dev.batchwright.states.engine;

import dev.batchwright.states.definition.Dataflow;
import dev.batchwright.states.definition.ErrorHandling;
import dev.batchwright.states.definition.Iteration;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.port.ResourceArn;
import java.util.Optional;

/// A state as it is tried: its own fields, with what they come to noted.
final class TrialState {

  /// Stands for what is done inside of a Map or Parallel.
  private static final ResourceArn INSIDE = ResourceArn.parse("arn:aws:states:::trial:inside");

  private TrialState() {}

  /// @param mocked whether the state's work is not done, but answered
  static State of(State state, TrialNotes notes, boolean mocked) {
    Dataflow flow = flow(state.flow(), notes);
    return switch (state) {
      case State.Task task ->
          new State.Task(
              task.name(),
              flow,
              task.transition(),
              errors(task.errorHandling(), notes),
              task.resource(),
              notes.inContext(task.timeoutSeconds()),
              notes.inContext(task.heartbeatSeconds()));
      case State.Map map when mocked ->
          new State.Task(
              map.name(),
              flow,
              map.transition(),
              errors(map.errorHandling(), notes),
              INSIDE,
              Optional.empty(),
              Optional.empty());
      case State.Parallel parallel when mocked ->
          new State.Task(
              parallel.name(),
              flow,
              parallel.transition(),
              errors(parallel.errorHandling(), notes),
              INSIDE,
              Optional.empty(),
              Optional.empty());
      case State.Pass pass -> new State.Pass(pass.name(), flow, pass.transition(), pass.result());
      case State.Wait wait -> new State.Wait(wait.name(), flow, wait.transition(), wait.until());
      case State.Choice choice ->
          new State.Choice(choice.name(), flow, choice.rules(), choice.defaultNext());
      case State.Succeed succeed -> new State.Succeed(succeed.name(), flow);
      case State.Map _, State.Parallel _, State.Fail _ -> state;
    };
  }

  /// A Map for what it does before its iterations.
  static State.Map ofMap(State.Map map, TrialNotes notes) {
    Iteration iteration = map.iteration();
    Iteration.Source source =
        switch (iteration.source()) {
          case Iteration.Source.Items(var items) ->
              new Iteration.Source.Items(notes.noted(items, "afterItemsPath"));
          case Iteration.Source.Reader reader -> reader;
        };
    return new State.Map(
        map.name(),
        flow(map.flow(), notes),
        map.transition(),
        map.errorHandling(),
        new Iteration(
            source,
            notes.inContext(iteration.itemSelector()),
            notes.inContext(iteration.maxConcurrency()),
            iteration.processor(),
            iteration.mode()));
  }

  private static Dataflow flow(Dataflow flow, TrialNotes notes) {
    return switch (flow) {
      case Dataflow.JsonPathFlow path ->
          new Dataflow.JsonPathFlow(
              notes.noted(path.inputPath(), "afterInputPath"),
              notes.noted(path.parameters(), "afterParameters"),
              notes.noted(path.resultSelector(), "afterResultSelector"),
              path.resultPath(),
              notes.before(path.outputPath(), "afterResultPath"),
              notes.inContext(path.assign()));
      case Dataflow.JsonataFlow jsonata ->
          new Dataflow.JsonataFlow(
              notes.noted(jsonata.arguments(), "afterArguments"),
              notes.inContext(jsonata.output()),
              notes.inContext(jsonata.assign()),
              jsonata.hasResult());
    };
  }

  private static ErrorHandling errors(ErrorHandling errors, TrialNotes notes) {
    return new ErrorHandling(
        errors.retriers(),
        errors.catchers().stream()
            .map(it ->
                new ErrorHandling.Catcher(
                    it.errorEquals(),
                    it.next(),
                    it.resultPath(),
                    notes.inContext(it.output()),
                    notes.inContext(it.assign())))
            .toList());
  }
}
