package dev.batchwright.batch.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// An order of jobs in which each comes after all that it depends on (Kahn 1962), in the order of
/// the file where that is left open.
///
/// @param jobs the order; jobs that wait for each other, and what depends on them, are not in it
/// @param cycle jobs that wait for each other, the first one again at the end
record TopologicalOrder(List<String> jobs, Optional<List<String>> cycle) {

  /// Orders jobs.
  ///
  /// @param after each job's dependencies; those that are no jobs are passed over
  static TopologicalOrder of(Map<String, List<String>> after) {
    List<String> ordered = new ArrayList<>();
    Set<String> left = new LinkedHashSet<>(after.keySet());
    while (true) {
      List<String> free =
          left.stream().filter(job -> dependencies(job, after).noneMatch(left::contains)).toList();
      if (free.isEmpty()) {
        return new TopologicalOrder(
            ordered, left.isEmpty() ? Optional.empty() : cycle(left, after));
      }
      ordered.addAll(free);
      free.forEach(left::remove);
    }
  }

  /// Every job that is left waits for one that is left, so that this walk meets itself.
  private static Optional<List<String>> cycle(Set<String> left, Map<String, List<String>> after) {
    List<String> walk = new ArrayList<>();
    String at = left.iterator().next();
    while (!walk.contains(at)) {
      walk.add(at);
      at = dependencies(at, after).filter(left::contains).findFirst().orElseThrow();
    }
    List<String> cycle = new ArrayList<>(walk.subList(walk.indexOf(at), walk.size()));
    cycle.add(at);
    return Optional.of(cycle);
  }

  private static Stream<String> dependencies(String job, Map<String, List<String>> after) {
    return after.getOrDefault(job, List.of()).stream();
  }
}
