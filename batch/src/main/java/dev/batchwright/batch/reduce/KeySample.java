package dev.batchwright.batch.reduce;

import dev.batchwright.batch.shuffle.RunIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A sample of the shuffle's keys: the first key of every n-th block, all blocks being about the
/// same size. Whenever the sample is full every second key is dropped and n doubled, so that it is
/// even over all runs and takes no randomness; a quantile of it is off by at most n blocks a run.
final class KeySample {

  private static final int MAX_KEYS = 100_000;

  private List<byte[]> keys = new ArrayList<>();
  private long stride = 1;
  private long blocks;

  void add(RunIndex index) {
    for (int i = 0; i < index.blocks(); i++) {
      if (blocks++ % stride == 0) {
        keys.add(index.firstKey(i));
        if (keys.size() == MAX_KEYS) {
          thin();
        }
      }
    }
  }

  private void thin() {
    List<byte[]> half = new ArrayList<>();
    for (int i = 0; i < keys.size(); i += 2) {
      half.add(keys.get(i));
    }
    keys = half;
    stride *= 2;
  }

  /// The keys at which partitions are cut: at most `partitions - 1` of them, each different and
  /// above the smallest, in order. Equal keys stay together, so that a key which fills more than a
  /// partition makes fewer of them.
  List<byte[]> bounds(int partitions) {
    List<byte[]> sorted = new ArrayList<>(keys);
    sorted.sort(Arrays::compareUnsigned);
    List<byte[]> bounds = new ArrayList<>();
    for (int i = 1; i < partitions && !sorted.isEmpty(); i++) {
      byte[] key = sorted.get((int) ((long) sorted.size() * i / partitions));
      byte[] last = bounds.isEmpty() ? sorted.getFirst() : bounds.getLast();
      if (Arrays.compareUnsigned(key, last) > 0) {
        bounds.add(key);
      }
    }
    return bounds;
  }
}
