package dev.batchwright.states.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The variables that the states of one workflow assign, and the workflows inside it. A variable
/// exists in a workflow when any of its states assigns it, wherever that state stands; one of an
/// inner workflow cannot have the name of one of an outer workflow. (AWS: "Variable scope", Step
/// Functions developer guide.)
final class AssignedNames {

  private final @Nullable AssignedNames outer;
  private final List<AssignedNames> inner = new ArrayList<>();
  private final Map<String, List<String>> pathsByName = new LinkedHashMap<>();

  private AssignedNames(@Nullable AssignedNames outer) {
    this.outer = outer;
  }

  static AssignedNames ofMachine() {
    return new AssignedNames(null);
  }

  AssignedNames ofInner() {
    var names = new AssignedNames(this);
    inner.add(names);
    return names;
  }

  void add(String name, String path) {
    pathsByName.computeIfAbsent(name, _ -> new ArrayList<>()).add(path);
  }

  /// Reports every assignment of a name that belongs to an outer workflow, here and further in.
  void check(BiConsumer<String, String> problems) {
    pathsByName.forEach((name, paths) ->
        firstOuter(name)
            .ifPresent(earlier ->
                paths.forEach(path ->
                    problems.accept(
                        path,
                        "assigns '"
                            + name
                            + "', a variable of an outer scope ("
                            + earlier
                            + "), expected a name of its own"))));
    inner.forEach(it -> it.check(problems));
  }

  private Optional<String> firstOuter(String name) {
    for (AssignedNames scope = outer; scope != null; scope = scope.outer) {
      List<String> paths = scope.pathsByName.get(name);
      if (paths != null) {
        return Optional.of(paths.getFirst());
      }
    }
    return Optional.empty();
  }
}
