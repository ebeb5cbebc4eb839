package dev.batchwright.states.junit;

import dev.batchwright.states.definition.State;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What to say when a test names a state that is not there.
final class StateNames {

  private StateNames() {}

  static String noTask(MachineFile file, String name) {
    State other = file.states().get(name);
    List<String> tasks =
        file.states().values().stream()
            .filter(State.Task.class::isInstance)
            .map(State::name)
            .toList();
    String what =
        other == null
            ? "has no state '" + name + "'" + meant(name, tasks)
            : "has '" + name + "' as a " + other.type() + " state; only Task states are mocked";
    return file.source() + " " + what + ". Its Task states: " + quoted(tasks);
  }

  static String none(MachineFile file, String name) {
    Collection<String> all = file.states().keySet();
    return file.source()
        + " has no state '"
        + name
        + "'"
        + meant(name, all)
        + ". Its states: "
        + quoted(all);
  }

  private static String quoted(Collection<String> names) {
    return names.isEmpty() ? "none" : "'" + String.join("', '", names) + "'";
  }

  private static String meant(String name, Collection<String> names) {
    Optional<String> nearest =
        names.stream()
            .min(Comparator.comparingInt(it -> distance(name, it)))
            .filter(it -> distance(name, it) <= Math.max(2, it.length() / 3));
    return nearest.map(it -> " (did you mean '" + it + "'?)").orElse("");
  }

  /// Levenshtein's distance, upper and lower case alike.
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
