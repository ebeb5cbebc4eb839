package dev.batchwright.states.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the parsers of one definition share: the language in force, and the problems found so far.
///
/// @param machineLanguage the language of the whole machine
/// @param language the language of the state at hand
/// @param type Express workflows refuse what waits for others
/// @param problems grows while parsing
/// @param namesSeen where each state name was first seen: names are unique in the whole machine
/// @param labelsSeen where each Map state's label was first seen: they are unique likewise
/// @param assigned the variables of the workflow at hand
/// @param state the name of the state at hand, empty outside of states
/// @param referencesByState the variables that each state reads, grows while parsing
record Context(
    QueryLanguage machineLanguage,
    QueryLanguage language,
    MachineType type,
    List<Problem> problems,
    Map<String, String> namesSeen,
    Map<String, String> labelsSeen,
    AssignedNames assigned,
    String state,
    Map<String, Set<String>> referencesByState) {

  static Context of(QueryLanguage language, MachineType type) {
    return new Context(
        language,
        language,
        type,
        new ArrayList<>(),
        new HashMap<>(),
        new HashMap<>(),
        AssignedNames.ofMachine(),
        "",
        new LinkedHashMap<>());
  }

  boolean isJsonata() {
    return language == QueryLanguage.JSONATA;
  }

  Context withLanguage(QueryLanguage other) {
    return ofState(state, other);
  }

  /// The context of one state of the workflow at hand.
  Context ofState(String name, QueryLanguage own) {
    return new Context(
        machineLanguage,
        own,
        type,
        problems,
        namesSeen,
        labelsSeen,
        assigned,
        name,
        referencesByState);
  }

  /// The context of a workflow inside the one at hand.
  Context inner(MachineType innerType) {
    return new Context(
        machineLanguage,
        machineLanguage,
        innerType,
        problems,
        namesSeen,
        labelsSeen,
        assigned.ofInner(),
        "",
        referencesByState);
  }

  /// Remembers what the state at hand reads.
  void referenced(Set<String> variables) {
    if (!variables.isEmpty()) {
      referencesByState.computeIfAbsent(state, _ -> new LinkedHashSet<>()).addAll(variables);
    }
  }

  void report(String path, String message) {
    report(Problem.Code.SCHEMA_VALIDATION_FAILED, path, message);
  }

  void report(Problem.Code code, String path, String message) {
    problems.add(new Problem(code, path, message));
  }
}
