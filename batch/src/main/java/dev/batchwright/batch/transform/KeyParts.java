package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.job.Type;

/// The parts of a group's key as columns of the row that it becomes.
final class KeyParts {

  private KeyParts() {}

  /// Reads one part of a key.
  interface Part {
    /// Sets the value to the part that the cursor is at, behind its presence byte.
    void read(KeyCursor in);
  }

  static Evaluator of(Type type) {
    return switch (type) {
      case TEXT -> new Text();
      case INTEGER, DECIMAL -> new Numeric(type);
      case DATE, TIMESTAMP -> new Moment(type);
      case BOOL -> new Truth();
    };
  }

  /// Reads one part with its presence byte into the evaluator, which is of [#of].
  static void read(Evaluator part, KeyCursor in) {
    part.missing = in.next() == SortKeys.MISSING;
    if (!part.missing) {
      ((Part) part).read(in);
    }
  }

  static final class Text extends TextEvaluator implements Part {
    private final ByteBuilder text = new ByteBuilder(64);

    @Override
    public void read(KeyCursor in) {
      text.truncate(0);
      in.nextText(text);
      set(text);
    }

    @Override
    void compute(long number) {}
  }

  private static final class Numeric extends NumberEvaluator implements Part {
    Numeric(Type type) {
      super(type);
    }

    @Override
    public void read(KeyCursor in) {
      set(SortKeys.number(in));
    }

    @Override
    void compute(long number) {}
  }

  private static final class Moment extends MomentEvaluator implements Part {
    Moment(Type type) {
      super(type);
    }

    @Override
    public void read(KeyCursor in) {
      set(in.nextLong() ^ Long.MIN_VALUE);
    }

    @Override
    void compute(long number) {}
  }

  private static final class Truth extends TruthEvaluator implements Part {
    @Override
    public void read(KeyCursor in) {
      set(in.next() == 1);
    }

    @Override
    void compute(long number) {}
  }
}
