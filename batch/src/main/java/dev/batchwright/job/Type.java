package dev.batchwright.job;

/// The types of values.
public enum Type {
  /// Unicode text; compared and sorted by its UTF-8 bytes, which is the order of code points.
  TEXT("text"),
  /// A whole number of any size.
  INTEGER("whole number"),
  /// An exact decimal number, of up to 1,000 digits before and after the point.
  DECIMAL("number"),
  /// A day, `YYYY-MM-DD`, years 0000 to 9999.
  DATE("date"),
  /// An instant in microseconds, `YYYY-MM-DDThh:mm:ss[.ffffff][Z|+hh:mm]`; without an offset UTC.
  TIMESTAMP("timestamp"),
  /// `true` or `false`.
  BOOL("true or false");

  private final String noun;

  Type(String noun) {
    this.noun = noun;
  }

  /// The type as messages name it.
  public String noun() {
    return noun;
  }

  /// Whether values of this type can be calculated with.
  public boolean isNumber() {
    return this == INTEGER || this == DECIMAL;
  }

  /// Whether values of the two types can be compared with each other.
  public boolean comparesWith(Type other) {
    return this == other || (isNumber() && other.isNumber());
  }
}
