package dev.batchwright.batch.trigger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a settings file's parts must be to one another.
final class SettingsChecks {

  private SettingsChecks() {}

  static void check(List<JobBinding> bindings, List<String> problems) {
    Map<String, String> pascal = new HashMap<>();
    for (JobBinding binding : bindings) {
      String path = "$.bindings." + binding.name();
      String other = pascal.putIfAbsent(binding.pascalName(), binding.name());
      if (other != null) {
        problems.add(
            path + ": its resources would be called as those of '" + other + "'; rename it");
      }
      inputs(binding, path).ifPresent(problems::add);
      output(binding, path).ifPresent(problems::add);
      loop(binding, bindings)
          .ifPresent(way ->
              problems.add(
                  "%s.output: %s would trigger its own run%s; publish to {data} or outside of the"
                          .formatted(path, binding.output(), way)
                      + " watched prefix"));
    }
  }

  private static Optional<String> inputs(JobBinding binding, String path) {
    if (!binding.inputs().isEmpty() || binding.job().isEmpty()) {
      return Optional.empty();
    }
    if (binding.schedule().isPresent()) {
      return Optional.of(
          path + ".inputs: missing, expected S3 URIs, since a schedule's run has nothing else");
    }
    return binding.uploads().isPresent()
        ? Optional.empty()
        : Optional.of(
            path + ".inputs: missing, expected S3 URIs, or \"uploads\" whose objects are read");
  }

  /// Runs that write to one place would all be refused but the first.
  private static Optional<String> output(JobBinding binding, String path) {
    if (binding.output().isEmpty()) {
      return Optional.empty();
    }
    List<String> used = Placeholders.in(binding.output());
    if (used.contains("run")) {
      return Optional.empty();
    }
    if (binding.uploads().isPresent()) {
      return Optional.of(
          path
              + ".output: is "
              + binding.output()
              + " for every upload's run, expected {run} in it");
    }
    boolean varies = used.stream().anyMatch(Placeholders.TIMES::contains);
    return varies || binding.schedule().isEmpty()
        ? Optional.empty()
        : Optional.of(
            path
                + ".output: is "
                + binding.output()
                + " for every firing's run, expected {run} or {date} in it");
  }

  /// How a binding's output leads back to it by way of those that watch it, or empty where it does
  /// not.
  private static Optional<String> loop(JobBinding start, List<JobBinding> all) {
    if (feeds(start, start)) {
      return Optional.of("");
    }
    Map<String, String> ways = new HashMap<>();
    Deque<JobBinding> next = new ArrayDeque<>(List.of(start));
    while (!next.isEmpty()) {
      JobBinding each = next.remove();
      String way = ways.getOrDefault(each.name(), "");
      if (!way.isEmpty() && feeds(each, start)) {
        return Optional.of(", by way of " + way);
      }
      for (JobBinding fed : all) {
        String longer = way.isEmpty() ? fed.name() : way + ", " + fed.name();
        if (feeds(each, fed) && ways.putIfAbsent(fed.name(), longer) == null) {
          next.add(fed);
        }
      }
    }
    return Optional.empty();
  }

  /// Whether what one binding publishes may be an upload for another. Its keys are known up to the
  /// first placeholder, so that one that might is taken for one that does. Nobody watches `{data}`,
  /// and who wants to has been told.
  private static boolean feeds(JobBinding writer, JobBinding watcher) {
    String watched =
        watcher
            .uploads()
            .filter(it -> !it.bucket().contains("{data}"))
            .map(it -> "s3://" + it.bucket() + "/" + it.prefix())
            .orElse("");
    String written = Placeholders.constantStart(writer.output());
    boolean whole = written.equals(writer.output());
    return !watched.isEmpty()
        && !written.isEmpty()
        && (written.startsWith(watched) || (!whole && watched.startsWith(written)));
  }
}
