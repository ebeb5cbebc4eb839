package dev.batchwright.batch.transform;

/// The current row is refused. Carries no stack trace: it is thrown for data, not for faults.
final class RefusedRowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String column;

  RefusedRowException(String column, String reason) {
    super(reason, null, false, false);
    this.column = column;
  }

  /// The column at fault, or empty where it is the row as a whole.
  String column() {
    return column;
  }

  /// What is wrong.
  String reason() {
    return String.valueOf(getMessage());
  }
}
