package dev.batchwright.job;

import dev.batchwright.batch.model.BadRequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads checks that are written as text, for settings: `rows >= 1000; unique id; month is integer;
/// missing tailnum <= 1%; month between 1 and 12`.
///
/// | check | what it says |
/// | --- | --- |
/// | `rows >= 1000`, `rows between 1000 and 5000` | the output's rows |
/// | `rows within 20%`, `rows within -10% +50%` | its rows against those of the run before |
/// | `unique a, b` | no two rows have the same in these columns |
/// | `a is integer` | the type of a column, one of those of [BuiltIn#typed] |
/// | `missing a <= 1%` | the share of missing values, in a column |
/// | anything else | a condition as [ConditionParser] reads it, false in no row |
///
/// A semicolon stands between checks; within quotes it is text. A condition over a column that is
/// called `rows`, `unique` or `missing` has it in double quotes.
final class CheckParser {

  private static final String SETTING = "expect";
  private static final Pattern PARTS = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^;'\"]|['\"])++");
  private static final String COUNT = "(\\d{1,18})";
  private static final String PERCENT = "(\\d{1,6}(?:\\.\\d+)?)%";
  private static final Pattern AT_LEAST = pattern("rows\\s*>=\\s*" + COUNT);
  private static final Pattern BETWEEN =
      pattern("rows\\s+between\\s+" + COUNT + "\\s+and\\s+" + COUNT);
  private static final Pattern WITHIN = pattern("rows\\s+within\\s+" + PERCENT);
  private static final Pattern FROM_TO =
      pattern("rows\\s+within\\s+-" + PERCENT + "\\s+\\+" + PERCENT);
  private static final Pattern UNIQUE = pattern("unique\\s+(.+)");
  private static final Pattern MISSING = pattern("missing\\s+(\\S.*)");
  private static final Pattern SHARE = pattern("\\s*" + PERCENT);
  private static final Pattern TYPE = pattern("([^\\s'\"=<>]+)\\s+is\\s+(\\w+)");

  private CheckParser() {}

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  /// @throws BadRequestException when one cannot be read
  static Check[] parse(String text) {
    List<Check> checks = new ArrayList<>();
    Matcher parts = PARTS.matcher(text);
    while (parts.find()) {
      if (!parts.group().isBlank()) {
        checks.add(one(parts.group().strip()));
      }
    }
    return checks.toArray(Check[]::new);
  }

  private static Check one(String text) {
    try {
      return read(text);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(
          "setting '%s': '%s': %s".formatted(SETTING, Token.shortened(text), e.getMessage()), e);
    }
  }

  private static Check read(String text) {
    Matcher it = AT_LEAST.matcher(text);
    if (it.matches()) {
      return Checks.rowsAtLeast(Long.parseLong(it.group(1)));
    }
    it = BETWEEN.matcher(text);
    if (it.matches()) {
      return Checks.rowsBetween(Long.parseLong(it.group(1)), Long.parseLong(it.group(2)));
    }
    it = WITHIN.matcher(text);
    if (it.matches()) {
      return Checks.rowsWithinPercent(Double.parseDouble(it.group(1)));
    }
    it = FROM_TO.matcher(text);
    if (it.matches()) {
      return Checks.rowsWithinPercent(
          Double.parseDouble(it.group(1)), Double.parseDouble(it.group(2)));
    }
    it = UNIQUE.matcher(text);
    if (it.matches()) {
      return Checks.unique(
          Arrays.stream(it.group(1).split(",")).map(String::strip).toArray(String[]::new));
    }
    int atMost = text.lastIndexOf("<=");
    if (atMost >= 0) {
      it = MISSING.matcher(text.substring(0, atMost).strip());
      Matcher share = SHARE.matcher(text.substring(atMost + 2));
      if (it.matches() && share.matches()) {
        return Checks.missingAtMost(Double.parseDouble(share.group(1)), it.group(1));
      }
    }
    it = TYPE.matcher(text);
    String type = it.matches() ? it.group(2).toLowerCase(Locale.ROOT) : "missing";
    if (!type.equals("missing")) {
      BuiltIn.Typed typed = BuiltIn.typed(SETTING, List.of(it.group(1) + ":" + type)).getFirst();
      return Checks.hasType(typed.column(), typed.type());
    }
    return Checks.holds(text, ConditionParser.parse(text));
  }
}
