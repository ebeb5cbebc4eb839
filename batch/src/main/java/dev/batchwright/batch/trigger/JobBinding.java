package dev.batchwright.batch.trigger;

import dev.batchwright.batch.model.RunOptions;
import dev.batchwright.batch.model.RunRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What a settings file says of one job: what starts it, what it reads, where it writes. Inputs,
/// output and the settings' values hold [Placeholders].
///
/// @param name its name, which run ids start with: lower case letters, digits and single hyphens,
///   at most [#MAX_NAME] characters
/// @param job a built-in's name, a registered name or a class name
/// @param inputs URIs or globs; empty where runs read exactly what was uploaded
/// @param output the prefix that output goes under
/// @param table the table that the output is a run of, where it is of one
/// @param settings the job's own settings
/// @param options how runs are done
/// @param uploads which uploads start runs
/// @param schedule when runs start by the clock
public record JobBinding(
    String name,
    String job,
    List<String> inputs,
    String output,
    Optional<String> table,
    Map<String, String> settings,
    RunOptions options,
    Optional<Uploads> uploads,
    Optional<Schedule> schedule) {

  /// Leaves room for what run ids, and the executions that resume a run, put after it: 80
  /// characters is Step Functions' limit, 24 are a window's, 16 the time of a resumption.
  public static final int MAX_NAME = 40;

  public JobBinding {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(job, "job");
    inputs = List.copyOf(inputs);
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(table, "table");
    settings = Map.copyOf(settings);
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(uploads, "uploads");
    Objects.requireNonNull(schedule, "schedule");
  }

  /// What a run of this binding is asked to do.
  ///
  /// @param inputList where the objects are listed that the run reads, used where the binding has
  ///   no inputs
  /// @throws dev.batchwright.batch.model.BadRequestException when there is neither
  public RunRequest request(Placeholders placeholders, Optional<String> inputList) {
    Map<String, String> filled = new LinkedHashMap<>();
    settings.forEach((name, value) -> filled.put(name, placeholders.fill(value)));
    return new RunRequest(
            job,
            inputs.stream().map(placeholders::fill).toList(),
            inputs.isEmpty() ? inputList : Optional.empty(),
            placeholders.fill(output),
            filled,
            options.heldAgainst(options.against().map(placeholders::fill)))
        .inTable(table.map(placeholders::fill));
  }

  /// The name in PascalCase, as logical ids of a template are written: `daily-orders` is
  /// `DailyOrders`. No two bindings of a settings file share one.
  public String pascalName() {
    StringBuilder answer = new StringBuilder();
    for (String word : name.split("-")) {
      if (word.isEmpty()) {
        continue; // a name that is going to be refused
      }
      answer.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return answer.toString();
  }
}
