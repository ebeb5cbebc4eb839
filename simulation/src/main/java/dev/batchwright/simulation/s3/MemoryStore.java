package dev.batchwright.simulation.s3;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Buckets, objects and pending uploads in memory. Upload ids are counted, so that the same
/// requests give the same answers. Safe for many threads.
public final class MemoryStore {

  /// The order of keys in S3: that of their UTF-8 bytes.
  private static final Comparator<String> KEY_ORDER =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private final Map<String, TreeMap<String, Stored>> buckets = new TreeMap<>();
  private final Map<String, PendingUpload> uploads = new TreeMap<>();
  private final Supplier<Instant> clock;
  private Consumer<Effect> listener = _ -> {};
  private int uploadsMade;
  private int leastPartBytes;

  /// A store in which no time passes.
  public MemoryStore() {
    this(() -> Instant.EPOCH);
  }

  /// @param clock the store's own, by which objects are dated
  public MemoryStore(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /// Makes a bucket.
  public synchronized MemoryStore bucket(String name) {
    buckets.putIfAbsent(name, new TreeMap<>(KEY_ORDER));
    return this;
  }

  /// What each part of an upload but the last has to have at least; 5 MiB where it is S3.
  public synchronized void leastPartBytes(int bytes) {
    leastPartBytes = bytes;
  }

  /// Who is told of each effect, when it is visible and before its request is answered.
  public synchronized void onEffect(Consumer<Effect> told) {
    listener = told;
  }

  /// An object, if it is there. No bucket has no objects.
  public synchronized Optional<Stored> find(String bucket, String key) {
    return Optional.ofNullable(buckets.getOrDefault(bucket, new TreeMap<>()).get(key));
  }

  /// The keys that start with a prefix, in order.
  public synchronized List<String> keys(String bucket, String prefix) {
    return buckets
        .getOrDefault(bucket, new TreeMap<>(KEY_ORDER))
        .tailMap(prefix, true)
        .keySet()
        .stream()
        .takeWhile(key -> key.startsWith(prefix))
        .toList();
  }

  /// Uploads that are neither completed nor aborted, in the order in which S3 lists them: by key,
  /// and those of one key as they were made.
  public synchronized Collection<PendingUpload> uploads() {
    return uploads.values().stream()
        .sorted(Comparator.comparing(PendingUpload::key, KEY_ORDER))
        .toList();
  }

  /// Writes an object whatever was there before.
  public synchronized Stored put(String bucket, String key, byte[] bytes) {
    return put(bucket, key, bytes, Checksum.Kind.CRC32C);
  }

  /// Writes an object whatever was there before, with a checksum of this kind.
  public synchronized Stored put(String bucket, String key, byte[] bytes, Checksum.Kind kind) {
    Stored plain = object(bytes, Map.of());
    return place(
        bucket,
        key,
        new Stored(
            bytes, plain.etag(), Checksum.of(kind, bytes), plain.metadata(), plain.modifiedAt()));
  }

  /// Removes an object.
  public synchronized void delete(String bucket, String key) {
    NavigableMap<String, Stored> objects = buckets.get(bucket);
    if (objects != null && objects.remove(key) != null) {
      listener.accept(new Effect(Effect.Kind.DELETED, bucket, key));
    }
  }

  synchronized NavigableMap<String, Stored> objects(String bucket) throws S3Error {
    TreeMap<String, Stored> objects = buckets.get(bucket);
    if (objects == null) {
      throw new S3Error(404, "NoSuchBucket", "The specified bucket does not exist: " + bucket);
    }
    return objects;
  }

  synchronized Stored put(
      String bucket, String key, byte[] bytes, Map<String, String> metadata, boolean ifAbsent)
      throws S3Error {
    refuse(ifAbsent && objects(bucket).containsKey(key));
    return place(bucket, key, object(bytes, metadata));
  }

  /// Writes an object in place of the one with this ETag.
  synchronized Stored replace(
      String bucket, String key, byte[] bytes, Map<String, String> metadata, String etag)
      throws S3Error {
    Stored there = objects(bucket).get(key);
    if (there == null) {
      throw new S3Error(404, "NoSuchKey", "The specified key does not exist: " + key);
    }
    refuse(!there.etag().equals(etag));
    return place(bucket, key, object(bytes, metadata));
  }

  private static void refuse(boolean conditionFails) throws S3Error {
    if (conditionFails) {
      throw new S3Error(
          412,
          "PreconditionFailed",
          "At least one of the pre-conditions you specified did not hold");
    }
  }

  private Stored place(String bucket, String key, Stored stored) {
    NavigableMap<String, Stored> objects = buckets.get(bucket);
    if (objects == null) {
      throw new IllegalArgumentException("there is no bucket " + bucket);
    }
    Stored before = objects.put(key, stored);
    Effect.Kind kind = before == null ? Effect.Kind.CREATED : Effect.Kind.REPLACED;
    listener.accept(new Effect(kind, bucket, key));
    return stored;
  }

  synchronized String createUpload(String bucket, String key, Map<String, String> metadata)
      throws S3Error {
    objects(bucket);
    String id = "upload-%08d".formatted(++uploadsMade);
    uploads.put(id, new PendingUpload(id, bucket, key, metadata, new TreeMap<>()));
    return id;
  }

  private PendingUpload upload(String bucket, String key, String id) throws S3Error {
    objects(bucket);
    PendingUpload upload = uploads.get(id);
    if (upload == null || !upload.bucket().equals(bucket) || !upload.key().equals(key)) {
      throw new S3Error(404, "NoSuchUpload", "The specified upload does not exist: " + id);
    }
    return upload;
  }

  synchronized Stored putPart(String bucket, String key, String id, int number, byte[] bytes)
      throws S3Error {
    Stored part = object(bytes, Map.of());
    upload(bucket, key, id).parts().put(number, part);
    return part;
  }

  synchronized Stored complete(
      String bucket, String key, String id, List<CompletedPart> parts, boolean ifAbsent)
      throws S3Error {
    PendingUpload upload = upload(bucket, key, id);
    refuse(ifAbsent && objects(bucket).containsKey(key));
    List<Stored> found = new ArrayList<>();
    for (CompletedPart part : parts) {
      Stored stored = upload.parts().get(part.number());
      if (stored == null || !part.isOf(stored)) {
        throw new S3Error(400, "InvalidPart", "part " + part.number() + " is not as it was sent");
      }
      if (stored.bytes().length < leastPartBytes && part != parts.getLast()) {
        throw new S3Error(400, "EntityTooSmall", "part " + part.number() + " is too small");
      }
      found.add(stored);
    }
    uploads.remove(id);
    return place(bucket, key, joined(found, upload.metadata()));
  }

  synchronized void abort(String bucket, String key, String id) throws S3Error {
    uploads.remove(upload(bucket, key, id).id());
  }

  private Stored object(byte[] bytes, Map<String, String> metadata) {
    return new Stored(
        bytes,
        quoted(HexFormat.of().formatHex(md5(bytes))),
        Checksum.of(Checksum.Kind.CRC32C, bytes),
        metadata,
        clock.get());
  }

  private Stored joined(List<Stored> parts, Map<String, String> metadata) {
    byte[] bytes = new byte[parts.stream().mapToInt(p -> p.bytes().length).sum()];
    ByteBuffer into = ByteBuffer.wrap(bytes);
    ByteBuffer digests = ByteBuffer.allocate(16 * parts.size());
    for (Stored part : parts) {
      into.put(part.bytes());
      digests.put(md5(part.bytes()));
    }
    String digest = HexFormat.of().formatHex(md5(digests.array()));
    return new Stored(
        bytes,
        quoted(digest + "-" + parts.size()),
        Checksum.of(Checksum.Kind.COMPOSITE, bytes),
        metadata,
        clock.get());
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  static byte[] md5(byte[] bytes) {
    try {
      return MessageDigest.getInstance("MD5").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
