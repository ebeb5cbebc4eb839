package dev.batchwright.cli.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Starts a run's execution, or one that goes on with the run.
///
/// A run id is the name of the run's first execution. Step Functions never gives a name twice, so
/// an execution that resumes the run has the time after that name, and the run id in its input.
public final class RunStarter {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  /// Step Functions' limit for names, less what is put after them.
  private static final int MAX_RUN_LENGTH = 80 - "-yyyyMMddTHHmmss".length();

  private final Executions executions;
  private final InstantSource clock;

  public RunStarter(Executions executions, InstantSource clock) {
    this.executions = executions;
    this.clock = clock;
  }

  /// A run id for a job: its name and the time.
  public static String newRunId(String job, InstantSource clock) {
    String name = job.substring(job.lastIndexOf('.') + 1).replaceAll("[^A-Za-z0-9_-]+", "-");
    String stem = name.substring(0, Math.min(name.length(), MAX_RUN_LENGTH));
    return stem + "-" + STAMP.format(clock.instant());
  }

  /// What the names of the executions that go on with a run begin with.
  static String stem(String run) {
    return run.substring(0, Math.min(run.length(), MAX_RUN_LENGTH));
  }

  /// Whether a name is one of an execution that goes on with a run of this stem.
  static boolean resumes(String name, String stem) {
    return name.startsWith(stem + "-") && name.substring(stem.length()).matches("-\\d{8}T\\d{6}");
  }

  /// Starts the run, or goes on with it.
  ///
  /// @return the execution's ARN
  /// @throws BadRequestException when the run is under way with another request
  public String start(String run, RunRequest request) {
    return start(run, (ObjectNode) Json.mapper().valueToTree(request));
  }

  /// Starts what has a run id and an input, or goes on with it under the same id.
  ///
  /// @param input gets the member `run` where it goes on
  /// @return the execution's ARN
  /// @throws BadRequestException when it is under way with another input
  public String start(String run, ObjectNode input) {
    try {
      return executions.start(run, text(input));
    } catch (NameTakenException e) {
      return resume(run, input, e);
    }
  }

  private String resume(String run, ObjectNode input, NameTakenException taken) {
    switch (executions.standing(taken.arn())) {
      case Standing.Running _ ->
          throw new BadRequestException(
              "run %s is under way with another request (%s); wait for it, stop it, or choose"
                      .formatted(run, taken.arn())
                  + " another --run-id",
              taken);
      case Standing.Succeeded _, Standing.Failed _, Standing.Aborted _ -> {
        String name = stem(run) + "-" + STAMP.format(clock.instant());
        input.put("run", run);
        try {
          return executions.start(name, text(input));
        } catch (NameTakenException e) {
          throw new BadRequestException(
              "run " + run + " was resumed this very second by somebody else; watch that one", e);
        }
      }
    }
  }

  private static String text(ObjectNode input) {
    return new String(Json.write(input), StandardCharsets.UTF_8);
  }
}
