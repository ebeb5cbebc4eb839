package dev.batchwright.job;

/// What is to be done with the rows of a data set: one class, one method.
///
/// ```java
/// public final class DelaysByCarrier implements Job {
///   public Flow define(Settings settings) {
///     return Flow.read(Csv.withHeader().missing("NA", ""))
///         .groupBy("carrier")
///         .aggregate(count(), avg("arr_delay").rounded(2))
///         .write(Csv.withHeader());
///   }
/// }
/// ```
///
/// An implementation has a public constructor without arguments. It is found by its class name, or
/// by a name of its own when it is registered as a service (see [Jobs]).
public interface Job {

  /// Says what is done. Called once for each process that works on a run, always with the same
  /// settings; it has to give the same flow each time, and must not read anything else.
  ///
  /// @param settings what the run was started with; a setting that is not asked for here is refused
  ///   as unknown
  Flow define(Settings settings);

  /// The name by which the job may be called besides its class name.
  default String name() {
    return getClass().getName();
  }
}
