package dev.batchwright.job;

import dev.batchwright.batch.model.BadRequestException;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many refused rows a run, or one chunk of it, may have. Both limits hold.
///
/// @param rows at most so many rows, 0 or more
/// @param percent at most this share of the rows that were read, 0 to 100
public record Tolerance(long rows, double percent) {

  /// Not one refused row.
  public static final Tolerance NONE = new Tolerance(0, 0);

  /// Any number of refused rows.
  public static final Tolerance ANY = new Tolerance(Long.MAX_VALUE, 100);

  private static final Pattern TEXT =
      Pattern.compile("(?<rows>\\d{1,18})|(?<percent>\\d{1,3}(\\.\\d+)?)%");

  public Tolerance {
    if (rows < 0 || !(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException(
          "tolerance of %d rows, %s percent: expected 0 or more, 0 to 100"
              .formatted(rows, percent));
    }
  }

  /// At most so many rows.
  public static Tolerance ofRows(long rows) {
    return new Tolerance(rows, rows == 0 ? 0 : 100);
  }

  /// At most this share of the rows read.
  public static Tolerance ofPercent(double percent) {
    return new Tolerance(percent == 0 ? 0 : Long.MAX_VALUE, percent);
  }

  /// Reads what a setting says: `100` for rows, `0.5%` for a share of the rows read.
  ///
  /// @throws BadRequestException naming the setting, when it is neither
  static Tolerance parse(String setting, String text) {
    Matcher matcher = TEXT.matcher(text);
    if (matcher.matches()) {
      if (matcher.group("rows") != null) {
        return ofRows(Long.parseLong(matcher.group("rows")));
      }
      double percent = Double.parseDouble(matcher.group("percent"));
      if (percent <= 100) {
        return ofPercent(percent);
      }
    }
    throw new BadRequestException(
        "setting '%s' is '%s'; expected a number of rows or a share of them, as in --set %1$s=100 or"
                .formatted(setting, text)
            + " --set %s=0.5%%".formatted(setting));
  }

  /// The tolerance as messages name it: `none`, `10 rows`, `0.5% of the rows read`.
  public String noun() {
    if (rows == 0 || percent == 0) {
      return "none";
    }
    String count = rows == Long.MAX_VALUE ? "" : rows == 1 ? "1 row" : rows + " rows";
    String share = percent >= 100 ? "" : plain(percent) + "% of the rows read";
    if (count.isEmpty() && share.isEmpty()) {
      return "any";
    }
    return count.isEmpty() || share.isEmpty() ? count + share : count + " and " + share;
  }

  static String plain(double percent) {
    return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString();
  }

  /// Whether so many refused of so many read are within it.
  public boolean allows(long refused, long read) {
    return refused <= rows && refused * 100.0 <= percent * read;
  }
}
