package dev.batchwright.benchmarks.states;

import dev.batchwright.states.port.ItemStore;
import dev.batchwright.states.port.ObjectUpload;
import dev.batchwright.states.port.StoredObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// A store whose every object has `count` lines of JSON, made while they are read, and that forgets
/// what is written to it: what is measured is the engine.
record CountedItems(int count) implements ItemStore {

  private static final int LINES_AT_ONCE = 1_000;

  @Override
  public InputStream open(String bucket, String key, Optional<String> versionId) {
    return new Lines(count);
  }

  private static final class Lines extends InputStream {
    private final int count;
    private int next;
    private byte[] block = new byte[0];
    private int at;

    Lines(int count) {
      this.count = count;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (at == block.length) {
        if (next == count) {
          return -1;
        }
        StringBuilder lines = new StringBuilder();
        for (int end = Math.min(count, next + LINES_AT_ONCE); next < end; next++) {
          lines.append("{\"id\": ").append(next).append(", \"name\": \"item\"}\n");
        }
        block = lines.toString().getBytes(StandardCharsets.US_ASCII);
        at = 0;
      }
      byte[] part = Arrays.copyOfRange(block, at, Math.min(block.length, at + length));
      System.arraycopy(part, 0, into, offset, part.length);
      at += part.length;
      return part.length;
    }
  }

  @Override
  public Stream<StoredObject> list(String bucket, String prefix) {
    return Stream.empty();
  }

  @Override
  public void put(String bucket, String key, byte[] content) {}

  @Override
  public ObjectUpload upload(String bucket, String key) {
    return new ObjectUpload() {
      @Override
      public void write(byte[] bytes) {}

      @Override
      public void complete() {}

      @Override
      public void abort() {}
    };
  }
}
