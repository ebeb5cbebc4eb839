package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.batch.formats.RowReader;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is being read: set by the mapper for each segment.
final class Reading implements RowPlace {

  @Nullable RowReader reader;
  String place = "";
  int segment = -1;

  @Override
  public String text() {
    RowReader current = Objects.requireNonNull(reader);
    return "[%s bytes [%d, %d)]".formatted(place, current.startByte(), current.endByte());
  }

  @Override
  public void write(ByteBuilder out) {
    out.putVarLong(segment);
    out.putVarLong(Objects.requireNonNull(reader).startByte());
  }
}
