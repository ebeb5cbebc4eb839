package dev.batchwright.states.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the parsers of one definition share: the language in force, and the problems found so far.
///
/// @param machineLanguage the language of the whole machine
/// @param language the language of the state at hand
/// @param type Express workflows refuse what waits for others
/// @param problems grows while parsing
/// @param namesSeen where each state name was first seen: names are unique in the whole machine
/// @param labelsSeen where each Map state's label was first seen: they are unique likewise
/// @param assigned the variables of the workflow at hand
record Context(
    QueryLanguage machineLanguage,
    QueryLanguage language,
    MachineType type,
    List<Problem> problems,
    Map<String, String> namesSeen,
    Map<String, String> labelsSeen,
    AssignedNames assigned) {

  static Context of(QueryLanguage language, MachineType type) {
    return new Context(
        language,
        language,
        type,
        new ArrayList<>(),
        new HashMap<>(),
        new HashMap<>(),
        AssignedNames.ofMachine());
  }

  boolean isJsonata() {
    return language == QueryLanguage.JSONATA;
  }

  Context withLanguage(QueryLanguage other) {
    return new Context(machineLanguage, other, type, problems, namesSeen, labelsSeen, assigned);
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
        assigned.ofInner());
  }

  void report(String path, String message) {
    problems.add(new Problem(path, message));
  }
}
