package dev.batchwright.states.engine;

import dev.batchwright.states.port.ItemStore;
import dev.batchwright.states.port.ObjectUpload;
import dev.batchwright.states.port.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Objects in memory, by `bucket/key`. Buckets whose name starts with `no-` are not there. What is
/// open is counted, so that a test sees what is never closed.
final class MemoryItems implements ItemStore {

  final TreeMap<String, byte[]> objects = new TreeMap<>();
  final AtomicInteger open = new AtomicInteger();

  MemoryItems put(String place, String text) {
    objects.put(place, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  String text(String place) {
    return new String(objects.get(place), StandardCharsets.UTF_8);
  }

  @Override
  public synchronized InputStream open(String bucket, String key, Optional<String> versionId)
      throws IOException {
    byte[] content = objects.get(bucket + "/" + key);
    if (content == null) {
      throw new FileNotFoundException("The specified key does not exist: " + key);
    }
    open.incrementAndGet();
    return new FilterInputStream(new ByteArrayInputStream(content)) {
      private boolean closed;

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          open.decrementAndGet();
        }
      }
    };
  }

  @Override
  public ObjectUpload upload(String bucket, String key) throws IOException {
    if (bucket.startsWith("no-")) {
      throw new FileNotFoundException("The specified bucket does not exist: " + bucket);
    }
    return ItemStore.super.upload(bucket, key);
  }

  @Override
  public synchronized Stream<StoredObject> list(String bucket, String prefix) {
    String start = bucket + "/" + prefix;
    open.incrementAndGet();
    return objects.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(start))
        .map(entry ->
            new StoredObject(
                entry.getKey().substring(bucket.length() + 1),
                entry.getValue().length,
                "\"etag\"",
                Instant.EPOCH,
                "STANDARD"))
        .onClose(open::decrementAndGet);
  }

  @Override
  public synchronized void put(String bucket, String key, byte[] content) {
    objects.put(bucket + "/" + key, content);
  }
}
