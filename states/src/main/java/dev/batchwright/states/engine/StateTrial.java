package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.definition.Dataflow;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.definition.QueryLanguage;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.definition.Transition;
import dev.batchwright.states.definition.Workflow;
import dev.batchwright.states.port.Place;
import dev.batchwright.states.query.Expression;
import dev.batchwright.states.query.QueryException;
import dev.batchwright.states.time.SimulatedTime;
import dev.batchwright.states.time.Time;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// One state, tried by itself: it is run as the engine runs it, in an execution of its own whose
/// other states do nothing, and what its fields come to on the way is noted.
///
/// Time is simulated unless a service is called for real, so that a Wait and the retries before the
/// one that is asked about take none.
public final class StateTrial {

  /// Longest trial. (AWS: "The TestState API can run for up to five minutes".)
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /// What to try.
  ///
  /// @param workflow where the state is
  /// @param stateName the state, which has to be in `workflow`
  /// @param input its raw input
  /// @param variables the variables it sees
  /// @param context the context object it sees; empty for one that is made up
  /// @param answer what stands for the state's work, empty to have it done
  /// @param retries how often the state's work has failed before and was tried again
  /// @param itemData what a Map's item reader finds
  /// @param roleArn for the context object
  public record Order(
      Workflow workflow,
      String stateName,
      JsonNode input,
      ObjectNode variables,
      Optional<ObjectNode> context,
      Optional<TrialAnswer> answer,
      int retries,
      Optional<String> itemData,
      String roleArn) {
    public Order {
      Objects.requireNonNull(workflow.state(stateName), "stateName");
      Objects.requireNonNull(input, "input");
      Objects.requireNonNull(variables, "variables");
      Objects.requireNonNull(context, "context");
      Objects.requireNonNull(answer, "answer");
      Objects.requireNonNull(itemData, "itemData");
      Objects.requireNonNull(roleArn, "roleArn");
    }

    State state() {
      return workflow.state(stateName);
    }
  }

  private final StatesEngine engine;
  private final Order order;
  private final TrialNotes notes;
  private final TrialWitness witness;

  private StateTrial(StatesEngine engine, Order order) {
    this.engine = engine;
    this.order = order;
    this.notes = new TrialNotes(order.context());
    this.witness = new TrialWitness(order.stateName(), order.retries());
  }

  /// Runs a state and waits for its end.
  ///
  /// @throws InterruptedException when the caller is interrupted before
  public static TrialOutcome run(StatesEngine engine, Order order) throws InterruptedException {
    return new StateTrial(engine, order).run();
  }

  private TrialOutcome run() throws InterruptedException {
    Optional<TrialAnswer> answer = order.answer();
    if (order.state() instanceof State.Map map && answer.isPresent()) {
      answer = Optional.of(afterItems(map, answer.get()));
    }
    boolean real = answer.isEmpty() && order.state() instanceof State.Task;
    Time time = real ? engine.time() : SimulatedTime.automatic(engine.services().time().now());
    Services services = services(time, new TrialTasks(engine.services(), answer, notes));
    Execution execution = execution(services);
    witness.watch(execution);
    execution.start();
    return witness.outcome(execution.await(), notes, order);
  }

  private Services services(Time time, TrialTasks tasks) {
    Services own = engine.services();
    var tokens = new TaskTokens();
    tasks.answerWith(tokens);
    return new Services(
        tasks,
        own.items(),
        time,
        own.seed(),
        own.names(),
        tokens,
        new Activities(),
        new ChildArchive(0),
        witness);
  }

  private Execution execution(Services services) {
    String name = engine.newId();
    Workflow workflow = trialWorkflow();
    var definition =
        new StateMachine(
            workflow,
            QueryLanguage.JSONPATH,
            Optional.empty(),
            Optional.of(LONGEST.toSeconds()),
            Map.of(),
            "");
    Names names = services.names();
    String machine = "TestState";
    return new Execution(
        services,
        Machine.of(
            names.stateMachine(machine),
            machine,
            MachineType.STANDARD,
            order.roleArn(),
            definition),
        names.execution(machine, name),
        name,
        order.input(),
        Optional.empty(),
        Place.top());
  }

  /// The state itself, the states that it leads to as states that only end, and before it, where
  /// there are variables, one that assigns them.
  private Workflow trialWorkflow() {
    Map<String, State> states = new LinkedHashMap<>();
    order
        .workflow()
        .states()
        .keySet()
        .forEach(name -> states.put(name, new State.Succeed(name, flow(Optional.empty()))));
    states.put(order.stateName(), TrialState.of(order.state(), notes, order.answer().isPresent()));
    String first = order.stateName();
    if (!order.variables().isEmpty()) {
      first = order.stateName() + " (variables)";
      Expression variables = new Expression.Constant(order.variables());
      states.put(
          first,
          new State.Pass(
              first,
              flow(Optional.of(variables)),
              new Transition.Next(order.stateName()),
              Optional.empty()));
    }
    return new Workflow(first, states);
  }

  private static Dataflow flow(Optional<Expression> assign) {
    return new Dataflow.JsonataFlow(Optional.empty(), Optional.empty(), assign, false);
  }

  /// What a Map does before its iterations, whose work is mocked: it may fail there already.
  private TrialAnswer afterItems(State.Map map, TrialAnswer answer) {
    Execution execution =
        execution(
            services(engine.time(), new TrialTasks(engine.services(), Optional.empty(), notes)));
    Frame frame =
        new Frame(
            execution,
            order.workflow(),
            Optional.empty(),
            Optional.empty(),
            Place.top(),
            0,
            (_, _) -> {});
    frame.variables().assign(order.variables());
    try {
      State.Map noted = TrialState.ofMap(map, notes);
      return new TrialMap(new Visit(frame, noted, order.input()), noted, notes, order)
          .answer(answer);
    } catch (QueryException e) {
      return new TrialAnswer.Failed(e.error(), Optional.ofNullable(e.getMessage()));
    }
  }
}
