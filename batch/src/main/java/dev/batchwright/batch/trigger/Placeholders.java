package dev.batchwright.batch.trigger;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.job.Suggestion;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills in what stands in braces in a settings file.
///
/// | placeholder | what it becomes |
/// | --- | --- |
/// | `{date}` | `2026-11-24` |
/// | `{year}` `{month}` `{day}` `{hour}` | `2026` `11` `24` `02` |
/// | `{run}` | the run's id |
/// | `{binding}` | the binding's name |
/// | `{data}` `{incoming}` | the stack's buckets |
///
/// The time is a schedule's scheduled time in its zone; an upload's event in UTC; the start of a
/// window in UTC; a backfill's date. Braces with a comma in them are a glob's and stay as they are.
public final class Placeholders {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]*)}");

  /// Those that differ from one time to another.
  static final Set<String> TIMES = Set.of("date", "year", "month", "day", "hour");

  /// Those that are the same for all runs.
  static final Set<String> BUCKETS = Set.of("data", "incoming");

  private static final List<String> NAMES =
      List.of("date", "year", "month", "day", "hour", "run", "binding", "data", "incoming");

  private final Map<String, String> values;

  private Placeholders(Map<String, String> values) {
    this.values = values;
  }

  /// What the placeholders are for one run.
  public static Placeholders of(String binding, String run, ZonedDateTime time, Buckets buckets) {
    return new Placeholders(
        Map.of(
            "date", DateTimeFormatter.ISO_LOCAL_DATE.format(time),
            "year", DateTimeFormatter.ofPattern("yyyy").format(time),
            "month", DateTimeFormatter.ofPattern("MM").format(time),
            "day", DateTimeFormatter.ofPattern("dd").format(time),
            "hour", DateTimeFormatter.ofPattern("HH").format(time),
            "run", run,
            "binding", binding,
            "data", buckets.data(),
            "incoming", buckets.incoming()));
  }

  static String fillBuckets(String text, Buckets buckets) {
    return new Placeholders(Map.of("data", buckets.data(), "incoming", buckets.incoming()))
        .fill(text);
  }

  /// The text with all of them filled in.
  ///
  /// @throws BadRequestException when it holds one that is not known
  public String fill(String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String value = values.get(matcher.group(1));
      if (value == null) {
        throw new BadRequestException(
            "'" + text + "': " + unknown(matcher.group(1), new TreeMap<>(values).keySet()));
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(filled).toString();
  }

  /// The names in braces in a text, in order.
  static List<String> in(String text) {
    return PLACEHOLDER.matcher(text).results().map(match -> match.group(1)).toList();
  }

  /// What a text is before the first placeholder that differs from run to run.
  static String constantStart(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .filter(match -> !BUCKETS.contains(match.group(1)))
        .findFirst()
        .map(match -> text.substring(0, match.start()))
        .orElse(text);
  }

  /// What is wrong with a text's placeholders, a sentence each.
  static List<String> problems(String text, Set<String> allowed) {
    return in(text).stream()
        .filter(name -> !allowed.contains(name))
        .map(name -> unknown(name, allowed))
        .toList();
  }

  static Set<String> names() {
    return Set.copyOf(NAMES);
  }

  private static String unknown(String name, Set<String> allowed) {
    List<String> known = NAMES.stream().filter(allowed::contains).toList();
    return "{%s} is no placeholder here, those are {%s}%s"
        .formatted(name, String.join("} {", known), Suggestion.didYouMean(name, known));
  }
}
