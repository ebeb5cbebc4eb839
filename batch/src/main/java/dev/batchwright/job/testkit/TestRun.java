package dev.batchwright.job.testkit;

import dev.batchwright.batch.formats.ReadLimits;
import dev.batchwright.batch.formats.RowReader;
import dev.batchwright.batch.formats.RowReaders;
import dev.batchwright.batch.model.CheckResult;
import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.batch.transform.Refusal;
import dev.batchwright.job.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a job made of its input.
///
/// @param bytes the output as it is written, of all chunks or partitions in order, the header once
/// @param suffix the end of the output's key, for example `.csv`
/// @param counts what became of the rows that were read
/// @param refusals the rows that were refused, in order
/// @param isWithinTolerance whether a run with so many refused rows, in all and in each chunk,
///   would be published
/// @param checks what came of the job's checks, in their order; one against the last run passes,
///   since there is none
public record TestRun(
    byte[] bytes,
    String suffix,
    RowCounts counts,
    List<Refusal> refusals,
    boolean isWithinTolerance,
    List<CheckResult> checks) {

  public TestRun {
    bytes = bytes.clone();
    refusals = List.copyOf(refusals);
    checks = List.copyOf(checks);
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  TestRun with(List<CheckResult> results) {
    return new TestRun(bytes, suffix, counts, refusals, isWithinTolerance, results);
  }

  /// The checks that fail: those that a run would not be published for.
  public List<CheckResult> failedChecks() {
    return checks.stream().filter(it -> !it.passed()).toList();
  }

  /// The output as text.
  public String output() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// The rows of the output, each a map from column to text; missing values are not in it.
  public List<Map<String, String>> rows() {
    MemoryObject object = new MemoryObject("output" + suffix, bytes);
    List<Map<String, String>> rows = new ArrayList<>();
    try (RowReader reader =
        new RowReaders(Format.byKey())
            .openStart(
                object, Long.MAX_VALUE, new ReadLimits(Integer.MAX_VALUE / 2, Long.MAX_VALUE))) {
      while (reader.next() == RowReader.ROW) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < reader.columns().size(); i++) {
          if (!reader.fields().isMissing(i)) {
            row.put(reader.columns().get(i), reader.fields().text(i));
          }
        }
        rows.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }
}
