package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.batch.formats.RowWriter;
import dev.batchwright.batch.model.BatchException;
import dev.batchwright.job.Row;
import dev.batchwright.job.RowExpander;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes several rows of one, by the user's own code.
final class Expansion implements RowSink {

  private final RowExpander expander;
  private final RowView row;
  private final List<Value> values;
  private final RowSink next;
  private long lastNumber;

  Expansion(RowExpander expander, RowView row, List<Value> values, RowSink next) {
    this.expander = expander;
    this.row = row;
    this.values = values;
    this.next = next;
  }

  @Override
  public boolean take(long number, boolean effect) throws IOException {
    List<@Nullable Object[]> rows = expand(number);
    boolean kept = takeAll(rows, false);
    return effect ? takeAll(rows, true) : kept;
  }

  private boolean takeAll(List<@Nullable Object[]> rows, boolean effect) throws IOException {
    boolean kept = false;
    for (@Nullable Object[] each : rows) {
      long number = ++lastNumber;
      for (int i = 0; i < each.length; i++) {
        values.get(i).put(each[i]);
      }
      kept |= next.take(number, effect);
    }
    return kept;
  }

  private List<@Nullable Object[]> expand(long number) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    try {
      expander.expand((Row) row.at(number), made -> rows.add(checked(made)));
    } catch (RefusedRowException | BatchException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new RefusedRowException("", "the job's own code failed on it: " + e);
    }
    return rows;
  }

  private @Nullable Object[] checked(@Nullable Object[] made) {
    if (made.length != values.size()) {
      throw new IllegalArgumentException(
          "flatMap made a row of %d values; expected %d, as it has columns"
              .formatted(made.length, values.size()));
    }
    return made.clone();
  }

  /// A value that the user's code made: read as whatever type is asked for, from its text.
  static final class Value extends TextEvaluator {
    private boolean isText = true;

    void put(@Nullable Object made) {
      missing = made == null;
      isText = !(made instanceof Number || made instanceof Boolean);
      if (made instanceof BigDecimal decimal) {
        set(decimal.toPlainString().getBytes(StandardCharsets.UTF_8));
      } else if (made != null) {
        set(made.toString().getBytes(StandardCharsets.UTF_8));
      }
    }

    @Override
    void compute(long number) {}

    @Override
    void write(RowWriter writer) {
      if (isText) {
        writer.text(bytes, start, end);
      } else {
        ByteBuilder out = writer.beginLiteral(false);
        writeText(out);
        writer.endLiteral(false);
      }
    }
  }
}
