package dev.batchwright.batch.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// What a user asks for: the job, what it reads, where it writes. In JSON it may carry the `run`
/// that it continues, and the execution that started it, by which the console links the two:
/// neither is part of what is asked.
///
/// @param job a built-in's name, a registered name or a class name
/// @param inputs URIs or globs, `s3://bucket/prefix/*.csv`; at least one, unless there is a list or
///   a replay
/// @param inputList URI of a list of the objects to read, JSON Lines of [InputObject]: exactly
///   these versions of them are read. A claim check, as a state machine's input holds 256 KiB at
///   most
/// @param output the prefix that output goes under, `s3://bucket/prefix/`; a missing last slash is
///   added
/// @param table the prefix of the table that the output is a run of: once it is published, the
///   table's `_current.json` points at it
/// @param replayOf the work prefix of the run whose quarantined rows this one reads, in the place
///   of inputs. All of its rows were refused once, so that any number may be again
/// @param settings the job's own settings; none of them a secret, since they are stored and shown
/// @param options how the run is done
@JsonIgnoreProperties({"run", "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID"})
public record RunRequest(
    String job,
    List<String> inputs,
    Optional<String> inputList,
    String output,
    Optional<String> table,
    Optional<String> replayOf,
    Map<String, String> settings,
    RunOptions options) {

  public RunRequest {
    job = Objects.requireNonNullElse(job, "");
    inputs = inputs == null ? List.of() : List.copyOf(inputs);
    inputList = Objects.requireNonNullElse(inputList, Optional.empty());
    output = Objects.requireNonNullElse(output, "");
    table = Objects.requireNonNullElse(table, Optional.<String>empty()).map(RunRequest::slashed);
    replayOf = Objects.requireNonNullElse(replayOf, Optional.empty());
    settings = settings == null ? Map.of() : Map.copyOf(settings);
    options = Objects.requireNonNullElse(options, RunOptions.DEFAULT);
    SecretSettings.refuse(settings);
    if (job.isBlank()) {
      throw new BadRequestException("the run names no job; set \"job\"");
    }
    if (!inputs.isEmpty() && inputList.isPresent()) {
      throw new BadRequestException(
          "the run names inputs and a list of them; set \"inputs\" or \"inputList\"");
    }
    if (replayOf.isPresent() && (!inputs.isEmpty() || inputList.isPresent())) {
      throw new BadRequestException(
          "the run replays another one and names inputs as well; leave out \"inputs\"");
    }
    if (inputs.isEmpty() && inputList.isEmpty() && replayOf.isEmpty()) {
      throw new BadRequestException("the run names no input; set \"inputs\" to S3 URIs or globs");
    }
    if (output.isBlank()) {
      throw new BadRequestException("the run names no output; set \"output\" to an S3 prefix");
    }
    output = slashed(output);
    String below = output;
    if (table.filter(it -> !below.startsWith(it) || below.equals(it)).isPresent()) {
      throw new BadRequestException(
          "output %s is not below table %s; set \"output\" to a prefix of the run's own in it"
              .formatted(output, table.get()));
    }
  }

  private static String slashed(String prefix) {
    return prefix.endsWith("/") ? prefix : prefix + "/";
  }

  /// A request for what URIs and globs mean.
  public RunRequest(
      String job,
      List<String> inputs,
      String output,
      Map<String, String> settings,
      RunOptions options) {
    this(
        job,
        inputs,
        Optional.empty(),
        output,
        Optional.empty(),
        Optional.empty(),
        settings,
        options);
  }

  /// A request for the objects of a list.
  public RunRequest(
      String job,
      List<String> inputs,
      Optional<String> inputList,
      String output,
      Map<String, String> settings,
      RunOptions options) {
    this(job, inputs, inputList, output, Optional.empty(), Optional.empty(), settings, options);
  }

  /// The same request for a run of this table.
  public RunRequest inTable(Optional<String> of) {
    return new RunRequest(job, inputs, inputList, output, of, replayOf, settings, options);
  }

  /// A request for the quarantined rows of another run.
  ///
  /// @param work that run's work prefix
  public RunRequest replaying(S3Location work, String into, Map<String, String> otherSettings) {
    return new RunRequest(
        job,
        List.of(),
        Optional.empty(),
        into,
        Optional.empty(),
        Optional.of(work.uri()),
        otherSettings,
        options.heldAgainst(Optional.empty()));
  }

  /// The output prefix.
  ///
  /// @throws BadRequestException when it is no S3 URI
  public S3Location outputPrefix() {
    return S3Location.parse(output);
  }

  /// What this request and another differ in, or empty where they are the same. Of the options only
  /// those count that decide what is published: the tolerance, the run that it is held against, and
  /// what is refused as too large.
  public Optional<String> differsFrom(RunRequest other) {
    if (!job.equals(other.job)) {
      return Optional.of("job is " + job + ", was " + other.job);
    }
    if (!inputs.equals(other.inputs)) {
      return Optional.of("inputs are " + inputs + ", were " + other.inputs);
    }
    if (!inputList.equals(other.inputList)) {
      return Optional.of(
          "inputList is "
              + inputList.orElse("not set")
              + ", was "
              + other.inputList.orElse("not set"));
    }
    if (!output.equals(other.output)) {
      return Optional.of("output is " + output + ", was " + other.output);
    }
    if (!table.equals(other.table)) {
      return Optional.of(
          "table is " + table.orElse("not set") + ", was " + other.table.orElse("not set"));
    }
    if (!replayOf.equals(other.replayOf)) {
      return Optional.of(
          "replayOf is "
              + replayOf.orElse("not set")
              + ", was "
              + other.replayOf.orElse("not set"));
    }
    if (!settings.equals(other.settings)) {
      return Optional.of("settings are " + settings + ", were " + other.settings);
    }
    double tolerated = options.toleratedFailurePercentage().orElse(0);
    double before = other.options.toleratedFailurePercentage().orElse(0);
    if (tolerated != before) {
      return Optional.of("toleratedFailurePercentage is " + tolerated + ", was " + before);
    }
    if (!options.against().equals(other.options.against())) {
      return Optional.of(
          "against is "
              + options.against().orElse("not set")
              + ", was "
              + other.options.against().orElse("not set"));
    }
    return differs("maxRowBytes", options.maxRowBytes(), other.options.maxRowBytes())
        .or(() ->
            differs("maxDecodedBytes", options.maxDecodedBytes(), other.options.maxDecodedBytes()));
  }

  private static Optional<String> differs(String option, OptionalLong now, OptionalLong before) {
    return now.equals(before)
        ? Optional.empty()
        : Optional.of("%s is %s, was %s".formatted(option, shown(now), shown(before)));
  }

  private static String shown(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "not set";
  }
}
