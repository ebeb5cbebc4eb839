package dev.batchwright.states.engine;

import dev.batchwright.states.port.ItemStore;
import dev.batchwright.states.port.ObjectUpload;
import dev.batchwright.states.port.StoredObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/// A store whose every object is one JSON array of numbers, made while it is read, and that forgets
/// what is written to it.
record Numbered(int size) implements ItemStore {

  @Override
  public InputStream open(String bucket, String key, Optional<String> versionId) {
    return new InputStream() {
      private byte[] chunk = "[0".getBytes(StandardCharsets.UTF_8);
      private int at;
      private int next = 1;

      @Override
      public int read() {
        if (at == chunk.length) {
          if (next > size) {
            return -1;
          }
          String text = next == size ? "]" : "," + next;
          next++;
          chunk = text.getBytes(StandardCharsets.UTF_8);
          at = 0;
        }
        return chunk[at++];
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        int count = 0;
        while (count < length) {
          int next = read();
          if (next < 0) {
            return count == 0 ? -1 : count;
          }
          into[offset + count++] = (byte) next;
        }
        return count;
      }
    };
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
