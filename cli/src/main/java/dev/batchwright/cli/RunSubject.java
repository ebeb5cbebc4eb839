package dev.batchwright.cli;

import dev.batchwright.cli.execution.Described;
import dev.batchwright.cli.place.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The run that a report is about, in the user's words.
///
/// @param run its id
/// @param job its job
/// @param inputs what it reads
/// @param output where it writes
/// @param log the log of this process, where it has one
/// @param resume the command line that goes on with the run
record RunSubject(
    String run,
    String job,
    List<String> inputs,
    String output,
    Optional<String> log,
    String resume) {

  RunSubject {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(job, "job");
    inputs = List.copyOf(inputs);
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(log, "log");
    Objects.requireNonNull(resume, "resume");
  }

  /// The run of an execution that somebody else started.
  static RunSubject of(Described execution, Places places, Optional<String> log, String resume) {
    List<String> inputs = new ArrayList<>();
    execution.asked().path("inputs").forEach(it -> inputs.add(places.show(it.asText())));
    return new RunSubject(
        execution.run(),
        execution.job(),
        inputs,
        places.show(execution.asked().path("output").asText()),
        log,
        resume);
  }
}
