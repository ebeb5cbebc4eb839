package dev.batchwright.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.query.Expression;
import dev.batchwright.states.query.Intrinsic;
import dev.batchwright.states.query.Places;
import dev.batchwright.states.query.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one state.
final class StateParser {

  private static final Set<String> TYPES =
      Set.of("Task", "Map", "Parallel", "Choice", "Wait", "Pass", "Succeed", "Fail");

  private final String name;
  private final Fields fields;
  private final Context context;

  StateParser(String name, Fields outer) {
    this.name = name;
    this.context = outer.context().ofState(name, language(outer));
    this.fields = outer.in(context);
  }

  private static QueryLanguage language(Fields fields) {
    Context context = fields.context();
    Optional<String> own = fields.word("QueryLanguage", Set.of("JSONPath", "JSONata"));
    if (own.isEmpty()) {
      return context.machineLanguage();
    }
    if (own.get().equals("JSONata")) {
      return QueryLanguage.JSONATA;
    }
    if (context.machineLanguage() == QueryLanguage.JSONATA) {
      fields.report(
          "QueryLanguage",
          "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
      return QueryLanguage.JSONATA;
    }
    return QueryLanguage.JSONPATH;
  }

  /// The state, or empty when its fields are too wrong to make one.
  Optional<State> parse() {
    fields.required("Type", "one of " + Fields.sorted(TYPES));
    Optional<String> type = fields.word("Type", TYPES);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    Optional<? extends State> state =
        switch (type.get()) {
          case "Task" -> task();
          case "Map" -> map();
          case "Parallel" -> parallel();
          case "Choice" -> choice();
          case "Wait" -> waiting();
          case "Pass" -> pass();
          case "Succeed" -> Optional.of(new State.Succeed(name, flow().succeed()));
          default -> Optional.of(fail());
        };
    fields.finish("a " + type.get() + " state");
    return state.map(it -> it);
  }

  private FlowParser flow() {
    return new FlowParser(fields);
  }

  /// Next or End; reported and taken as End when both or neither is there.
  private Transition transition() {
    Optional<String> next = fields.text("Next");
    Optional<Boolean> end = fields.flag("End");
    if (next.isPresent() == end.orElse(false)) {
      context.report(
          fields.path(),
          next.isPresent()
              ? "has both 'Next' and 'End', expected one"
              : "has neither 'Next' nor \"End\": true, expected one");
    }
    return next.isPresent() ? new Transition.Next(next.get()) : new Transition.End();
  }

  private Optional<State> task() {
    fields.required("Resource", "the ARN of what the task calls");
    Optional<ResourceArn> resource =
        fields
            .text("Resource")
            .flatMap(text -> fields.compiled("Resource", text, ResourceArn::parse));
    resource.ifPresent(this::checkIntegration);
    Dataflow flow = flow().work();
    Transition transition = transition();
    ErrorHandling errors = new ErrorsParser(fields).parse();
    long max = DefinitionParser.MAX_SECONDS;
    Optional<Expression> timeout = fields.number("TimeoutSeconds", 1, max, true);
    Optional<Expression> heartbeat = fields.number("HeartbeatSeconds", 1, max, true);
    fields.template("Credentials");
    if (timeout.orElse(null) instanceof Expression.Constant(JsonNode limit)
        && heartbeat.orElse(null) instanceof Expression.Constant(JsonNode beat)
        && beat.longValue() >= limit.longValue()) {
      fields.report(
          "HeartbeatSeconds", "is " + beat + ", expected less than TimeoutSeconds, " + limit);
    }
    return resource.map(
        it -> new State.Task(name, flow, transition, errors, it, timeout, heartbeat));
  }

  private void checkIntegration(ResourceArn resource) {
    Optional<String> problem = ServiceIntegrations.problem(resource);
    if (problem.isPresent()) {
      fields.report(
          Problem.Code.INVALID_RESOURCE, "Resource", "is '" + resource + "': " + problem.get());
      return;
    }
    if (context.type() == MachineType.EXPRESS
        && (resource.pattern() != ResourceArn.Pattern.REQUEST_RESPONSE
            || resource.kind() == ResourceArn.Kind.ACTIVITY)) {
      String pattern =
          resource.kind() == ResourceArn.Kind.ACTIVITY ? "activity" : resource.pattern().suffix();
      fields.report(
          "Resource",
          "Express state machine does not support '" + pattern + "' service integration");
    }
    IntegrationArguments.check(resource, fields);
  }

  private Optional<State> map() {
    Dataflow flow = flow().map();
    Transition transition = transition();
    ErrorHandling errors = new ErrorsParser(fields).parse();
    return new MapParser(fields)
        .parse()
        .map(iteration -> new State.Map(name, flow, transition, errors, iteration));
  }

  private Optional<State> parallel() {
    Dataflow flow = flow().work();
    Transition transition = transition();
    ErrorHandling errors = new ErrorsParser(fields).parse();
    JsonNode branches = fields.required("Branches", "an array of branches");
    if (branches.isMissingNode()) {
      return Optional.empty();
    }
    if (!branches.isArray() || branches.isEmpty()) {
      fields.report("Branches", "is " + Fields.shown(branches) + ", expected a non-empty array");
      return Optional.empty();
    }
    List<Workflow> parsed = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      String path = Places.element(fields.pathOf("Branches"), i);
      Context machine = context.inner(context.type());
      Fields branch = Fields.of(branches.get(i), path, machine);
      new WorkflowParser(machine).parse(branch).ifPresent(parsed::add);
      branch.finish("a branch");
    }
    return parsed.size() < branches.size()
        ? Optional.empty()
        : Optional.of(new State.Parallel(name, flow, transition, errors, parsed));
  }

  private Optional<State> choice() {
    Dataflow flow = flow().choice();
    Optional<String> defaultNext = fields.text("Default");
    if (fields.has("Next") || fields.has("End")) {
      context.report(fields.path(), "is a Choice state, expected neither 'Next' nor 'End'");
      fields.any("Next");
      fields.any("End");
    }
    return new ChoiceParser(fields)
        .parse()
        .map(rules -> new State.Choice(name, flow, rules, defaultNext));
  }

  private Optional<State> pass() {
    Dataflow flow = flow().pass();
    Transition transition = transition();
    Optional<JsonNode> result = Optional.empty();
    if (context.isJsonata()) {
      fields.forbid("Result", "Output");
    } else {
      result = fields.any("Result");
    }
    return Optional.of(new State.Pass(name, flow, transition, result));
  }

  private State fail() {
    if (context.isJsonata()) {
      fields.forbid("ErrorPath", "Error");
      fields.forbid("CausePath", "Cause");
    }
    return new State.Fail(name, flow().none(), failText("Error"), failText("Cause"));
  }

  private Optional<Expression> failText(String field) {
    if (context.isJsonata()) {
      return fields.text(field).isPresent() ? fields.template(field) : Optional.empty();
    }
    if (fields.has(field + "Path")) {
      if (fields.has(field)) {
        context.report(
            fields.path(), "has both '" + field + "' and '" + field + "Path', expected one");
        fields.any(field);
      }
      return failPath(field + "Path");
    }
    return fields
        .text(field)
        .map(text ->
            new Expression.Constant(com.fasterxml.jackson.databind.node.TextNode.valueOf(text)));
  }

  /// What it names becomes text, so of the intrinsic functions only those that make text serve.
  private Optional<Expression> failPath(String field) {
    Optional<Expression> expression = fields.pathOrIntrinsic(field);
    if (expression.orElse(null) instanceof Intrinsic call && !call.makesText()) {
      fields.report(
          field, "is '" + call + "', expected an intrinsic function that returns a string");
    }
    return expression;
  }

  private Optional<State> waiting() {
    Dataflow flow = flow().waiting();
    Transition transition = transition();
    List<State.Until> found = new ArrayList<>();
    long count =
        java.util.stream.Stream.of("Seconds", "SecondsPath", "Timestamp", "TimestampPath")
            .filter(fields::has)
            .count();
    if (count != 1) {
      context.report(
          fields.path(),
          "has "
              + count
              + " of the fields that say how long it waits, expected exactly one of "
              + (context.isJsonata()
                  ? "Seconds, Timestamp"
                  : "Seconds, SecondsPath, Timestamp, TimestampPath"));
    }
    if (context.isJsonata()) {
      fields.forbid("SecondsPath", "Seconds");
      fields.forbid("TimestampPath", "Timestamp");
    }
    fields
        .number("Seconds", 0, DefinitionParser.MAX_SECONDS, true)
        .ifPresent(it -> found.add(new State.Until.Seconds(it)));
    timestamp().ifPresent(it -> found.add(new State.Until.Timestamp(it)));
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(new State.Wait(name, flow, transition, found.getFirst()));
  }

  private Optional<Expression> timestamp() {
    if (!context.isJsonata() && fields.has("TimestampPath")) {
      return fields.reference("TimestampPath");
    }
    Optional<String> text = fields.text("Timestamp");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    boolean literal = !(context.isJsonata() && text.get().startsWith("{%"));
    if (literal && Timestamps.parse(text.get()).isEmpty()) {
      fields.report(
          "Timestamp",
          "is '" + text.get() + "', expected an RFC 3339 timestamp such as 2016-03-14T01:59:00Z");
    }
    return fields.template("Timestamp");
  }
}
