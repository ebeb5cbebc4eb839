package dev.batchwright.batch.transform;

import dev.batchwright.batch.model.CheckExample;
import dev.batchwright.batch.model.CheckResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds what is not unique among keys that come in their order. Memory does not grow with their
/// number.
public final class DuplicateKeys implements EntrySink {

  /// Rows of one key that are named.
  private static final int NAMED_ROWS = 2;

  /// Where a row comes from.
  ///
  /// @param item the number of its chunk or partition
  /// @param segment the number of its segment in its chunk; 0 of a partition
  /// @param at the byte where it starts in its object; of a partition, the row's number from 1
  public record Place(int item, int segment, long at) {}

  /// What was found of one check.
  private static final class Found {
    private final List<Duplicate> first = new ArrayList<>();
    private long keys;
    private long rows;
  }

  /// A key that several rows have.
  private static final class Duplicate {
    private final byte[] key;
    private final List<Place> places = new ArrayList<>();
    private long rows;

    Duplicate(byte[] key) {
      this.key = key;
    }

    void add(Place place) {
      rows++;
      if (places.size() < NAMED_ROWS) {
        places.add(place);
      }
    }
  }

  private final TreeMap<Integer, Found> found = new TreeMap<>();
  private final KeyCursor cursor = new KeyCursor();
  private Duplicate current = new Duplicate(new byte[0]);
  private long entries;

  @Override
  public void accept(byte[] bytes, int keyStart, int keyEnd, int valueEnd) {
    entries++;
    byte[] key = current.key;
    if (!Arrays.equals(key, 0, key.length, bytes, keyStart, keyEnd)) {
      current = new Duplicate(Arrays.copyOfRange(bytes, keyStart, keyEnd));
    }
    if (current.places.size() < NAMED_ROWS) {
      cursor.over(bytes, keyEnd);
      current.add(
          new Place((int) cursor.nextVarLong(), (int) cursor.nextVarLong(), cursor.nextVarLong()));
    } else {
      current.rows++;
    }
    if (current.rows > 1) {
      count();
    }
  }

  private void count() {
    Found check = found.computeIfAbsent(UniqueKeys.check(current.key), _ -> new Found());
    if (current.rows == 2) {
      check.keys++;
      check.rows++;
      if (check.first.size() < CheckResult.MAX_EXAMPLES) {
        check.first.add(current);
      }
    }
    check.rows++;
  }

  /// Keys that were looked at.
  public long entries() {
    return entries;
  }

  /// How many keys of a check more than one row has.
  public long keys(int check) {
    Found of = found.get(check);
    return of == null ? 0 : of.keys;
  }

  /// How many rows have such a key.
  public long rows(int check) {
    Found of = found.get(check);
    return of == null ? 0 : of.rows;
  }

  /// The first of them, with their rows' places.
  public List<CheckExample> examples(int check, Function<Place, String> text) {
    Found of = found.get(check);
    return of == null ? List.of() : of.first.stream().map(it -> example(it, text)).toList();
  }

  private static CheckExample example(Duplicate duplicate, Function<Place, String> text) {
    String more =
        duplicate.rows > NAMED_ROWS ? " and " + (duplicate.rows - NAMED_ROWS) + " more" : "";
    return new CheckExample(
        duplicate.places.stream().map(text).collect(Collectors.joining(" and ")) + more,
        UniqueKeys.text(duplicate.key));
  }
}
