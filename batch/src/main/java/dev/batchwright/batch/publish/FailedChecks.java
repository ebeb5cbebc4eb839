package dev.batchwright.batch.publish;

import dev.batchwright.batch.model.CheckExample;
import dev.batchwright.batch.model.CheckResult;
import dev.batchwright.batch.model.ChecksFailedException;
import dev.batchwright.batch.model.S3Location;
import java.util.List;

/// Says which checks fail: all of them by name, with rows as far as there is room.
final class FailedChecks {

  /// The state machine keeps 3,000 characters of a cause.
  private static final int MAX_CHARACTERS = 2_400;

  private static final int NAMED_ROWS = 3;

  private static final int EXAMPLE_CHARACTERS = 300;

  private FailedChecks() {}

  /// @throws ChecksFailedException when one fails
  static void refuse(List<CheckResult> results, S3Location summary) {
    List<CheckResult> failed = results.stream().filter(it -> !it.passed()).toList();
    if (failed.isEmpty()) {
      return;
    }
    StringBuilder text =
        new StringBuilder(
            "%d of %d checks of the output %s; nothing was published."
                .formatted(failed.size(), results.size(), failed.size() == 1 ? "fails" : "fail"));
    for (int i = 0; i < failed.size(); i++) {
      String line = " (%d) %s".formatted(i + 1, described(failed.get(i)));
      boolean fits = text.length() + line.length() <= MAX_CHARACTERS;
      text.append(fits ? line : " (%d) %s".formatted(i + 1, failed.get(i).check()));
    }
    throw new ChecksFailedException(
        text
            + ". All results are in "
            + summary
            + ". Where the data is wrong, mend it and start a new run; where the check is, have the"
            + " job allow it and start a new run");
  }

  private static String described(CheckResult failed) {
    StringBuilder text =
        new StringBuilder(
            "%s: %s; allowed: %s".formatted(failed.check(), failed.found(), failed.allowed()));
    List<CheckExample> examples = failed.examples();
    for (int i = 0; i < Math.min(NAMED_ROWS, examples.size()); i++) {
      CheckExample example = examples.get(i);
      String value = example.value().isEmpty() ? "" : example.value() + " in ";
      text.append(i == 0 ? "; " : ", ").append(cut(value + example.place()));
    }
    return text.toString();
  }

  private static String cut(String text) {
    return text.length() <= EXAMPLE_CHARACTERS
        ? text
        : text.substring(0, EXAMPLE_CHARACTERS) + "...";
  }
}
