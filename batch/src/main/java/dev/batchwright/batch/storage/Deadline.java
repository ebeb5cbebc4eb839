package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.DeadlineException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// When the call at hand is cut off, and that it stops before that: with enough time left to take
/// back what it wrote and to say how far it was.
///
/// It is bound to the thread that makes the call. Whoever begins work there takes it along, also to
/// other threads. Where none is bound, work takes as long as it takes.
public final class Deadline {

  /// A tenth of the time is kept for stopping, within these bounds. Stopping is a part that is in
  /// flight, an abort for each upload, and a note: a second or two, or one SDK retry more.
  private static final long MIN_RESERVE_MILLIS = 200;

  private static final long MAX_RESERVE_MILLIS = 10_000;

  private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

  private final String state;
  private final LongSupplier remainingMillis;
  private final long limitMillis;

  private Deadline(String state, LongSupplier remainingMillis) {
    this.state = Objects.requireNonNull(state, "state");
    this.remainingMillis = remainingMillis;
    this.limitMillis = remainingMillis.getAsLong();
  }

  /// The deadline of a call that begins now.
  ///
  /// @param state the state that the call is of, for the message
  /// @param remainingMillis how long it may still take, asked for again and again
  public static Deadline of(String state, LongSupplier remainingMillis) {
    return new Deadline(state, remainingMillis);
  }

  /// The deadline of the call that this thread is in.
  public static Optional<Deadline> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /// Does work that has to end before the deadline.
  public <T> T call(Supplier<T> work) {
    return ScopedValue.where(CURRENT, this).call(work::get);
  }

  /// @param progress what was being done and how far it was
  /// @param advice what to do about it
  /// @throws DeadlineException when it is time to stop
  void check(Supplier<String> progress, String advice) {
    long left = remainingMillis.getAsLong();
    if (left < Math.clamp(limitMillis / 10, MIN_RESERVE_MILLIS, MAX_RESERVE_MILLIS)) {
      throw new DeadlineException(
          ("%s: %s when %d ms of the function's %d ms were left; it stopped there, before it was cut"
                  + " off, and takes back what it wrote. %s")
              .formatted(state, progress.get(), left, limitMillis, advice));
    }
  }
}
