package dev.batchwright.simulation.scenario;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/// Writes rows down as users' tools do: sometimes quoted without need, with LF or CRLF, with empty
/// lines between.
final class Rendering {

  private final SplittableRandom random;
  private final StringBuilder text = new StringBuilder();
  private final List<Long> starts = new ArrayList<>();
  private int measured;
  private long measuredBytes;

  /// A text, and at which byte each of its rows starts.
  record Rendered(byte[] bytes, List<Long> starts) {}

  private Rendering(SplittableRandom random) {
    this.random = random;
  }

  static Rendered csv(SplittableRandom random, List<DataRow> rows) {
    Rendering rendering = new Rendering(random);
    rendering.text.append("id,key,amount,note\n");
    rows.forEach(rendering::csv);
    return rendering.end(rows.isEmpty());
  }

  static Rendered jsonLines(SplittableRandom random, List<DataRow> rows) {
    Rendering rendering = new Rendering(random);
    rows.forEach(rendering::json);
    return rendering.end(rows.isEmpty());
  }

  /// The last row may have no line end.
  private Rendered end(boolean whole) {
    if (!whole && random.nextInt(4) == 0) {
      while (!text.isEmpty() && "\r\n".indexOf(text.charAt(text.length() - 1)) >= 0) {
        text.setLength(text.length() - 1);
      }
    }
    return new Rendered(text.toString().getBytes(StandardCharsets.UTF_8), starts);
  }

  private void begin() {
    measuredBytes += text.substring(measured).getBytes(StandardCharsets.UTF_8).length;
    measured = text.length();
    starts.add(measuredBytes);
  }

  private void csv(DataRow row) {
    begin();
    text.append(row.id()).append(',');
    field(row.key());
    text.append(',');
    field(row.amount());
    text.append(',');
    field(row.note());
    if (row.broken()) {
      text.append(",one field too many");
    }
    endLine();
  }

  private void endLine() {
    text.append(random.nextInt(3) == 0 ? "\r\n" : "\n");
    if (random.nextInt(16) == 0) {
      text.append('\n');
    }
  }

  private void field(Optional<String> value) {
    if (value.isEmpty()) {
      return;
    }
    String it = value.get();
    boolean must = it.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    if (must || random.nextInt(5) == 0) {
      text.append('"').append(it.replace("\"", "\"\"")).append('"');
    } else {
      text.append(it);
    }
  }

  private void json(DataRow row) {
    begin();
    text.append("{\"id\":").append(row.id());
    member("key", row.key());
    if (row.amount().isPresent() && !row.hasBadAmount() && random.nextBoolean()) {
      text.append(",\"amount\":").append(row.amount().get());
    } else {
      member("amount", row.amount());
    }
    member("note", row.note());
    text.append(row.broken() ? ",}" : "}");
    endLine();
  }

  private void member(String name, Optional<String> value) {
    if (value.isPresent()) {
      text.append(",\"").append(name).append("\":\"");
      text.append(JsonStringEncoder.getInstance().quoteAsString(value.get())).append('"');
    } else if (random.nextBoolean()) {
      text.append(",\"").append(name).append("\":null");
    }
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(answer)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.toByteArray();
  }

  static byte[] zstd(byte[] bytes) {
    return Zstd.compress(bytes);
  }
}
