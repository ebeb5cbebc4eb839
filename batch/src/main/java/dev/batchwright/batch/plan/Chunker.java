package dev.batchwright.batch.plan;

import dev.batchwright.batch.model.Chunk;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Cuts objects into chunks, in their order: a large one into even segments, small ones packed
/// together. An object that cannot be split is one segment, however large.
final class Chunker {

  /// Objects in one chunk: a GET each at some 30 ms makes 30 seconds, and their accounts half a
  /// megabyte of commit.
  static final int MAX_OBJECTS = 1_000;

  private final long chunkBytes;
  private final Predicate<String> splittable;
  private final Consumer<Chunk> chunks;
  private final List<Segment> pack = new ArrayList<>();
  private long packBytes;
  private int next;

  /// @param splittable whether the object with a key may be cut
  Chunker(long chunkBytes, Predicate<String> splittable, Consumer<Chunk> chunks) {
    this.chunkBytes = chunkBytes;
    this.splittable = splittable;
    this.chunks = chunks;
  }

  /// Takes the next object; an empty one makes nothing.
  void add(InputObject object) {
    long size = object.sizeBytes();
    if (size == 0) {
      return;
    }
    if (size > chunkBytes && splittable.test(object.key())) {
      endPack();
      split(object);
      return;
    }
    if (packBytes + size > chunkBytes || pack.size() == MAX_OBJECTS) {
      endPack();
    }
    pack.add(new Segment(object, 0, size));
    packBytes += size;
  }

  private void split(InputObject object) {
    long size = object.sizeBytes();
    long pieces = (size + chunkBytes - 1) / chunkBytes;
    long start = 0;
    for (long i = 1; i <= pieces; i++) {
      // Even pieces, without overflow at exabytes: the first `size % pieces` get one byte more.
      long end = start + size / pieces + (i <= size % pieces ? 1 : 0);
      emit(List.of(new Segment(object, start, end)));
      start = end;
    }
  }

  private void endPack() {
    if (!pack.isEmpty()) {
      emit(pack);
      pack.clear();
      packBytes = 0;
    }
  }

  private void emit(List<Segment> segments) {
    if (next == Chunk.MAX_CHUNKS) {
      throw ChunkSize.tooMany(chunkBytes * Chunk.MAX_CHUNKS, chunkBytes);
    }
    chunks.accept(new Chunk(next++, segments));
  }

  /// Ends the last chunk.
  ///
  /// @return how many there are
  int finish() {
    endPack();
    return next;
  }
}
