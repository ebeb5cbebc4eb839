package dev.batchwright.states.junit;

import dev.batchwright.states.port.ItemStore;
import dev.batchwright.states.port.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// S3 for one run: objects in memory, by `s3://bucket/key`.
final class MemoryStore implements ItemStore {

  private static final String SCHEME = "s3://";

  private final NavigableMap<String, byte[]> objects = new TreeMap<>();

  /// Checks an object's address.
  ///
  /// @throws IllegalArgumentException when it is not `s3://bucket/key`
  static String checked(String uri) {
    int slash = uri.indexOf('/', SCHEME.length());
    if (!uri.startsWith(SCHEME) || slash <= SCHEME.length() || slash == uri.length() - 1) {
      throw new IllegalArgumentException("expected s3://BUCKET/KEY, got " + uri);
    }
    return uri;
  }

  private static String uri(String bucket, String key) {
    return SCHEME + bucket + "/" + key;
  }

  synchronized Optional<byte[]> find(String uri) {
    return Optional.ofNullable(objects.get(uri)).map(byte[]::clone);
  }

  synchronized void put(String uri, byte[] content) {
    objects.put(uri, content.clone());
  }

  synchronized java.util.List<String> uris() {
    return java.util.List.copyOf(objects.keySet());
  }

  @Override
  public synchronized InputStream open(String bucket, String key, Optional<String> versionId)
      throws IOException {
    byte[] content = objects.get(uri(bucket, key));
    if (content == null) {
      throw new FileNotFoundException(
          uri(bucket, key)
              + " does not exist. The test gave "
              + objects.keySet()
              + "; add machine.object(\""
              + uri(bucket, key)
              + "\", ...)");
    }
    return new ByteArrayInputStream(content);
  }

  @Override
  public synchronized Stream<StoredObject> list(String bucket, String prefix) {
    String start = uri(bucket, prefix);
    int keyStart = uri(bucket, "").length();
    return objects.tailMap(start).entrySet().stream()
        .takeWhile(it -> it.getKey().startsWith(start))
        .map(it ->
            new StoredObject(
                it.getKey().substring(keyStart),
                it.getValue().length,
                "\"" + Integer.toHexString(java.util.Arrays.hashCode(it.getValue())) + "\"",
                Instant.EPOCH,
                "STANDARD"))
        .toList()
        .stream();
  }

  @Override
  public synchronized void put(String bucket, String key, byte[] content) {
    objects.put(uri(bucket, key), content.clone());
  }
}
