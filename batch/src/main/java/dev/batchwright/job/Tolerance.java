package dev.batchwright.job;

/// How many refused rows a run may have and still be published. Both limits hold; by default
/// nothing is tolerated.
///
/// @param rows at most so many rows a run, 0 or more
/// @param percent at most this share of the rows that were read, 0 to 100
public record Tolerance(long rows, double percent) {

  /// Not one refused row.
  public static final Tolerance NONE = new Tolerance(0, 0);

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

  /// Whether so many refused of so many read are within it.
  public boolean allows(long refused, long read) {
    return refused <= rows && refused * 100.0 <= percent * read;
  }
}
