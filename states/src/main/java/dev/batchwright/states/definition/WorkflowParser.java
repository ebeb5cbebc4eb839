package dev.batchwright.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.query.Places;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads StartAt and States, at the top and in every branch and item processor.
final class WorkflowParser {

  /// Longest state name. (AWS: "State names must be 80 characters or less".)
  private static final int MAX_NAME_CHARS = 80;

  private final Context context;

  WorkflowParser(Context context) {
    this.context = context;
  }

  /// The workflow, or empty when something in it is wrong.
  Optional<Workflow> parse(Fields fields) {
    int before = context.problems().size();
    fields.required("StartAt", "the name of the first state");
    Optional<String> startAt = fields.text("StartAt");
    JsonNode states = fields.required("States", "an object with at least one state");
    if (states.isMissingNode()) {
      return Optional.empty();
    }
    if (!states.isObject() || states.isEmpty()) {
      fields.report(
          "States", "is " + Fields.shown(states) + ", expected an object with at least one state");
      return Optional.empty();
    }
    Map<String, State> parsed = new LinkedHashMap<>();
    states
        .properties()
        .forEach(entry -> parseState(fields, entry).ifPresent(it -> parsed.put(it.name(), it)));
    if (startAt.isPresent() && !states.has(startAt.get())) {
      fields.report(
          Problem.Code.MISSING_TRANSITION_TARGET, "StartAt", missing(startAt.get(), states));
    }
    checkTargets(fields.pathOf("States"), states, parsed);
    startAt.ifPresent(start -> checkReachable(fields.pathOf("States"), start, states, parsed));
    if (context.problems().size() == before) {
      checkTerminal(fields.pathOf("States"), states, parsed);
    }
    if (context.problems().size() > before || startAt.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Workflow(startAt.get(), parsed));
  }

  private Optional<State> parseState(Fields fields, Map.Entry<String, JsonNode> entry) {
    String name = entry.getKey();
    String path = Places.member(fields.pathOf("States"), name);
    if (name.isEmpty() || name.length() > MAX_NAME_CHARS) {
      context.report(
          Problem.Code.INVALID_STATE_NAME,
          path,
          "has a name of " + name.length() + " characters, expected 1 to " + MAX_NAME_CHARS);
    }
    String earlier = context.namesSeen().putIfAbsent(name, path);
    if (earlier != null) {
      context.report(
          Problem.Code.DUPLICATE_STATE_NAME,
          path,
          "has the name of " + earlier + ", expected names unique in the whole machine");
    }
    return new StateParser(name, Fields.of(entry.getValue(), path, context)).parse();
  }

  private void checkTargets(String path, JsonNode states, Map<String, State> parsed) {
    parsed.forEach((name, state) ->
        targets(state)
            .filter(target -> !states.has(target.state))
            .forEach(target ->
                context.report(
                    Problem.Code.MISSING_TRANSITION_TARGET,
                    Places.member(path, name) + target.place,
                    missing(target.state, states))));
  }

  private static String missing(String name, JsonNode states) {
    Set<String> names = new HashSet<>();
    states.fieldNames().forEachRemaining(names::add);
    return "is '" + name + "', expected the name of a state beside it: " + Fields.sorted(names);
  }

  /// States that did not parse lead nowhere we know of: then nothing is called unreachable.
  private void checkReachable(
      String path, String startAt, JsonNode states, Map<String, State> parsed) {
    if (parsed.size() < states.size()) {
      return;
    }
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(startAt);
    while (!open.isEmpty()) {
      String name = open.remove();
      State state = parsed.get(name);
      if (state != null && reached.add(name)) {
        targets(state).forEach(target -> open.add(target.state));
      }
    }
    parsed
        .keySet()
        .forEach(name -> {
          if (!reached.contains(name)) {
            context.report(
                Problem.Code.MISSING_TRANSITION_TARGET,
                Places.member(path, name),
                "cannot be reached from StartAt '" + startAt + "'");
          }
        });
  }

  /// Without a state that ends it a workflow can only run until its history is full.
  private void checkTerminal(String path, JsonNode states, Map<String, State> parsed) {
    if (parsed.size() == states.size()
        && parsed.values().stream().noneMatch(WorkflowParser::isTerminal)) {
      context.report(
          Problem.Code.MISSING_END_STATE,
          path,
          "has no terminal state, expected a Succeed, a Fail or a state with \"End\": true");
    }
  }

  private static boolean isTerminal(State state) {
    return switch (state) {
      case State.Succeed _, State.Fail _ -> true;
      case State.Choice _ -> false;
      case State.Task task -> isEnd(task.transition());
      case State.Map map -> isEnd(map.transition());
      case State.Parallel parallel -> isEnd(parallel.transition());
      case State.Wait wait -> isEnd(wait.transition());
      case State.Pass pass -> isEnd(pass.transition());
    };
  }

  private static boolean isEnd(Transition transition) {
    return transition instanceof Transition.End;
  }

  /// A state that another one leads to, and the field that says so.
  private record Target(String place, String state) {}

  private static Stream<Target> targets(State state) {
    Stream<Target> caught =
        numbered(".Catch", state.errors().catchers().stream().map(it -> it.next()).toList());
    return switch (state) {
      case State.Task task -> Stream.concat(caught, next(task.transition()));
      case State.Map map -> Stream.concat(caught, next(map.transition()));
      case State.Parallel parallel -> Stream.concat(caught, next(parallel.transition()));
      case State.Wait wait -> next(wait.transition());
      case State.Pass pass -> next(pass.transition());
      case State.Choice choice ->
          Stream.concat(
              numbered(".Choices", choice.rules().stream().map(it -> it.next()).toList()),
              choice.defaultNext().stream().map(it -> new Target(".Default", it)));
      case State.Succeed _, State.Fail _ -> Stream.empty();
    };
  }

  private static Stream<Target> next(Transition transition) {
    return switch (transition) {
      case Transition.Next(String state) -> Stream.of(new Target(".Next", state));
      case Transition.End() -> Stream.empty();
    };
  }

  private static Stream<Target> numbered(String field, java.util.List<String> states) {
    return java.util.stream.IntStream.range(0, states.size())
        .mapToObj(i -> new Target(field + "[" + i + "].Next", states.get(i)));
  }
}
