package dev.batchwright.states;

/// The service's quotas that the engine enforces. (AWS: "Service quotas", Step Functions developer
/// guide.)
public final class Limits {

  /// Largest input, result or output of a state or execution, in UTF-8 bytes.
  public static final int MAX_PAYLOAD_BYTES = 256 * 1024;

  /// Largest values of one Assign together, in UTF-8 bytes. (AWS: "Limits", "Passing data between
  /// states with variables".)
  public static final int MAX_ASSIGNED_BYTES = 256 * 1024;

  /// Largest values of all variables of an execution together, in UTF-8 bytes. (AWS: as above.)
  public static final int MAX_VARIABLES_BYTES = 10 * 1024 * 1024;

  /// Most events in one execution's history.
  public static final int MAX_HISTORY_EVENTS = 25_000;

  /// Most iterations of an inline Map at once.
  public static final int MAX_INLINE_CONCURRENCY = 40;

  /// Most child executions of a Map Run at once.
  public static final int MAX_DISTRIBUTED_CONCURRENCY = 10_000;

  /// Largest item that an item reader reads, before ItemSelector. (AWS: "Step Functions supports
  /// reading an item of up to 8 MB".)
  public static final int MAX_READ_ITEM_BYTES = 8 << 20;

  private Limits() {}
}
