package dev.batchwright.batch.shuffle;

/// A binary heap of readers, the one with the smallest current entry on top. Readers come in by
/// [#add]; after the top one was moved on, [#settle] finds its new place.
final class MergeHeap {

  private final SliceReader[] heap;
  private int size;

  MergeHeap(int capacity) {
    heap = new SliceReader[capacity];
  }

  void add(SliceReader reader) {
    int at = size++;
    while (at > 0 && reader.isBefore(heap[(at - 1) >>> 1])) {
      heap[at] = heap[(at - 1) >>> 1];
      at = (at - 1) >>> 1;
    }
    heap[at] = reader;
  }

  boolean isEmpty() {
    return size == 0;
  }

  SliceReader top() {
    return heap[0];
  }

  /// Takes the top reader out.
  void removeTop() {
    heap[0] = heap[--size];
    settle();
  }

  /// Puts the top reader where it belongs after its entry has changed.
  void settle() {
    SliceReader reader = heap[0];
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
        child++;
      }
      if (!heap[child].isBefore(reader)) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = reader;
  }
}
