package dev.batchwright.batch.pipeline;

import dev.batchwright.batch.pipeline.PipelineRequest.PipelineJob;
import dev.batchwright.job.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What is wrong with a pipeline's file, all of it at once.
public final class PipelineProblems {

  /// A hundred jobs leave some ten thousand events in the execution's history, which ends at
  /// 25,000.
  static final int MAX_JOBS = 100;

  /// Names are part of run ids and keys.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  private PipelineProblems() {}

  /// The problems, each with its JSON path and what was expected; none where it can be planned.
  public static List<String> of(PipelineRequest request) {
    List<String> problems = new ArrayList<>();
    if (!NAME.matcher(request.pipeline()).matches()) {
      problems.add(
          "$.pipeline: '%s' is no name; use 1 to 40 letters, digits, '-' and '_'"
              .formatted(request.pipeline()));
    }
    int count = request.jobs().size();
    if (count == 0 || count > MAX_JOBS) {
      problems.add("$.jobs: there are %,d; expected 1 to %d".formatted(count, MAX_JOBS));
    }
    request.jobs().forEach((name, job) -> check(name, job, request.jobs().keySet(), problems));
    order(request)
        .cycle()
        .ifPresent(cycle ->
            problems.add(
                "$.jobs: these wait for each other: "
                    + String.join(" after ", cycle)
                    + "; take one 'after' out"));
    return problems;
  }

  private static void check(String name, PipelineJob job, Set<String> jobs, List<String> problems) {
    String path = "$.jobs." + name;
    if (!NAME.matcher(name).matches()) {
      problems.add(path + ": no name; use 1 to 40 letters, digits, '-' and '_'");
    }
    if (job.binding().isPresent() == job.request().isPresent()) {
      problems.add(path + ": expected either 'binding' or 'request'");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < job.after().size(); i++) {
      String other = job.after().get(i);
      if (!jobs.contains(other)) {
        problems.add(
            "%s.after[%d]: there is no job '%s'%s"
                .formatted(path, i, other, Suggestion.didYouMean(other, jobs)));
      } else if (!seen.add(other)) {
        problems.add("%s.after[%d]: '%s' is there twice".formatted(path, i, other));
      }
    }
  }

  static TopologicalOrder order(PipelineRequest request) {
    Map<String, List<String>> after = new LinkedHashMap<>();
    request.jobs().forEach((name, job) -> after.put(name, job.after()));
    return TopologicalOrder.of(after);
  }
}
