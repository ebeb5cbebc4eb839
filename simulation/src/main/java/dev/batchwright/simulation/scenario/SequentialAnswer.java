package dev.batchwright.simulation.scenario;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The answer to a [Task], worked out row by row on lists in memory, from the rows as they were
/// meant and not from the bytes that they were written as.
final class SequentialAnswer {

  private static final Comparator<String> TEXT =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  /// Missing values come last, in either direction.
  private static final Comparator<Optional<String>> MISSING_LAST = missingLast(TEXT);

  private record Kept(DataRow row, Optional<String> twice, Optional<String> label) {
    Optional<String> by(Task task) {
      return task.lookup() ? label : row.key();
    }
  }

  private final Task task;
  private final Map<String, String> labels;

  SequentialAnswer(Task task, Map<String, String> labels) {
    this.task = task;
    this.labels = labels;
  }

  private static <T> Comparator<Optional<T>> missingLast(Comparator<T> order) {
    return (a, b) ->
        a.isPresent() && b.isPresent()
            ? order.compare(a.get(), b.get())
            : Boolean.compare(a.isEmpty(), b.isEmpty());
  }

  /// @param objects versions of the input by key and ETag, in order
  /// @param without chunks whose rows are left out
  /// @param chunks the plan, for what is said of chunks
  Answer of(Map<String, DataObject> objects, List<PlannedChunk> chunks, Set<Integer> without) {
    List<Kept> kept = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    List<PlannedChunk> lost =
        chunks.stream().filter(chunk -> without.contains(chunk.number())).toList();
    int[] read = {0};
    objects.forEach((version, object) -> {
      for (int i = 0; i < object.rows().size(); i++) {
        DataRow row = object.rows().get(i);
        int at = i;
        if (lost.stream().anyMatch(chunk -> isOf(chunk, version, object, at))) {
          continue;
        }
        read[0]++;
        if (isRefused(row)) {
          String number = without.isEmpty() ? " row " + (i + 1) : "";
          refused.add(object.key() + " byte " + object.starts().get(i) + number);
        } else if (passes(row)) {
          kept.add(computed(row));
        }
      }
    });
    List<List<Optional<String>>> rows =
        switch (task.shape()) {
          case ROWS -> kept.stream().map(this::columns).toList();
          case SORT -> sorted(kept);
          case DISTINCT -> distinct(kept);
          case GROUP -> groups(kept);
        };
    return new Answer(
        header(),
        rows,
        refused,
        read[0],
        read[0] - refused.size() - kept.size(),
        task.tolerate(),
        task.chunkTolerate().isEmpty()
            ? List.of()
            : chunks.stream()
                .filter(chunk -> isOver(chunk, objects))
                .map(PlannedChunk::number)
                .toList());
  }

  private boolean isRefused(DataRow row) {
    return row.broken() || (task.readsAmounts() && row.hasBadAmount());
  }

  private static boolean isOf(PlannedChunk chunk, String version, DataObject object, int row) {
    return chunk.segments().stream().anyMatch(s -> s.owns(version, object.placeOf(row)));
  }

  private boolean isOver(PlannedChunk chunk, Map<String, DataObject> objects) {
    long[] counts = new long[2];
    objects.forEach((version, object) -> {
      for (int i = 0; i < object.rows().size(); i++) {
        if (isOf(chunk, version, object, i)) {
          counts[0] += isRefused(object.rows().get(i)) ? 1 : 0;
          counts[1]++;
        }
      }
    });
    return task.isChunkOver(counts[0], counts[1]);
  }

  private boolean passes(DataRow row) {
    return task.atLeast().isEmpty()
        || row.number().filter(n -> n >= task.atLeast().getAsInt()).isPresent();
  }

  private Kept computed(DataRow row) {
    return new Kept(
        row,
        task.derive() ? row.number().map(n -> Long.toString(2 * n + 1)) : Optional.empty(),
        task.lookup() ? row.key().map(labels::get) : Optional.empty());
  }

  private List<String> header() {
    String by = task.lookup() ? "label" : "key";
    return switch (task.shape()) {
      case GROUP -> List.of(by, "rows", "total", "least", "most", "average");
      case DISTINCT -> List.of(by);
      case ROWS, SORT -> {
        List<String> names = new ArrayList<>(List.of("id", "key", "amount", "note"));
        if (task.derive()) {
          names.add("twice");
        }
        if (task.lookup()) {
          names.add("label");
        }
        yield names;
      }
    };
  }

  private List<Optional<String>> columns(Kept kept) {
    DataRow row = kept.row();
    List<Optional<String>> values = new ArrayList<>();
    values.add(Optional.of(Integer.toString(row.id())));
    values.add(row.key());
    values.add(row.amount());
    values.add(row.note());
    if (task.derive()) {
      values.add(kept.twice());
    }
    if (task.lookup()) {
      values.add(kept.label());
    }
    return values;
  }

  private List<List<Optional<String>>> sorted(List<Kept> kept) {
    List<Kept> order = new ArrayList<>(kept);
    Comparator<Optional<Long>> largestFirst = missingLast(Comparator.<Long>reverseOrder());
    order.sort(
        Comparator.comparing((Kept k) -> k.by(task), MISSING_LAST)
            .thenComparing(k -> k.row().number(), largestFirst));
    return order.stream().map(this::columns).toList();
  }

  private List<List<Optional<String>>> distinct(List<Kept> kept) {
    LinkedHashSet<Optional<String>> seen = new LinkedHashSet<>();
    kept.forEach(k -> seen.add(k.by(task)));
    return seen.stream().sorted(MISSING_LAST).map(List::of).toList();
  }

  private List<List<Optional<String>>> groups(List<Kept> kept) {
    Map<Optional<String>, List<Kept>> groups = new TreeMap<>(MISSING_LAST);
    kept.forEach(k -> groups.computeIfAbsent(k.by(task), _ -> new ArrayList<>()).add(k));
    List<List<Optional<String>>> rows = new ArrayList<>();
    new LinkedHashMap<>(groups).forEach((key, members) -> rows.add(group(key, members)));
    return rows;
  }

  private static List<Optional<String>> group(Optional<String> key, List<Kept> members) {
    List<Long> numbers = members.stream().flatMap(k -> k.row().number().stream()).toList();
    Optional<String> count = Optional.of(Integer.toString(members.size()));
    if (numbers.isEmpty()) {
      Optional<String> none = Optional.empty();
      return List.of(key, count, none, none, none, none);
    }
    long total = numbers.stream().mapToLong(Long::longValue).sum();
    BigDecimal average =
        BigDecimal.valueOf(total)
            .divide(BigDecimal.valueOf(numbers.size()), 6, RoundingMode.HALF_UP);
    return List.of(
        key,
        count,
        Optional.of(Long.toString(total)),
        Optional.of(Long.toString(numbers.stream().min(Long::compare).orElseThrow())),
        Optional.of(Long.toString(numbers.stream().max(Long::compare).orElseThrow())),
        Optional.of(average.toPlainString()));
  }
}
