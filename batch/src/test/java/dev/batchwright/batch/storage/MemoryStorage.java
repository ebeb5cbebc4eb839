package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.InputChangedException;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.UnbalancedException;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// S3 in memory, faithful in what the stages lean on: conditional writes, uploads that stay
/// invisible until they are completed, ETags as S3 computes them, the order of listings and small
/// pages, EntityTooSmall. Safe for many threads.
public final class MemoryStorage implements Storage {

  /// S3 refuses to complete an upload that has a smaller part before its last one.
  static final int MIN_PART_BYTES = 5 << 20;

  private record Entry(
      byte[] bytes, String etag, Map<String, String> metadata, Instant modifiedAt) {}

  private record Upload(
      S3Location location, String owner, TreeMap<Integer, byte[]> parts, Instant initiatedAt) {}

  private static final class State {
    final Set<String> buckets = new TreeSet<>();
    final TreeMap<Key, Entry> objects = new TreeMap<>();
    final TreeMap<String, Upload> uploads = new TreeMap<>();
    int lastUpload;
    Instant now = Instant.EPOCH;
  }

  private record Key(String bucket, byte[] utf8) implements Comparable<Key> {
    static Key of(S3Location location) {
      return new Key(
          location.bucket(), location.key().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public int compareTo(Key other) {
      int byBucket = bucket.compareTo(other.bucket);
      return byBucket != 0 ? byBucket : Arrays.compareUnsigned(utf8, other.utf8);
    }

    S3Location location() {
      return new S3Location(bucket, new String(utf8, java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  private final State state;
  private final List<RequestCounter> counters;
  private final int pageSize;

  private MemoryStorage(State state, List<RequestCounter> counters, int pageSize) {
    this.state = state;
    this.counters = counters;
    this.pageSize = pageSize;
  }

  /// An empty store with these buckets, whose listings come in pages of `pageSize`.
  public static MemoryStorage withBuckets(int pageSize, String... buckets) {
    State state = new State();
    state.buckets.addAll(List.of(buckets));
    return new MemoryStorage(state, List.of(), pageSize);
  }

  /// Everything that can be seen, in the order of keys.
  public List<S3Location> visible() {
    synchronized (state) {
      return state.objects.keySet().stream().map(Key::location).toList();
    }
  }

  /// The ids of uploads that are neither completed nor aborted, with where they go.
  public Map<String, S3Location> uploads() {
    synchronized (state) {
      Map<String, S3Location> answer = new TreeMap<>();
      state.uploads.forEach((id, upload) -> answer.put(id, upload.location()));
      return answer;
    }
  }

  /// Sets what time it is, for all that is written from now on.
  public void setNow(Instant now) {
    synchronized (state) {
      state.now = now;
    }
  }

  @Override
  public Storage counted(RequestCounter counter) {
    return new MemoryStorage(
        state, Stream.concat(counters.stream(), Stream.of(counter)).toList(), pageSize);
  }

  @Override
  public Optional<ObjectHead> head(S3Location location) {
    synchronized (state) {
      begin(RequestKind.HEAD, location);
      return Optional.ofNullable(state.objects.get(Key.of(location)))
          .map(e -> new ObjectHead(e.etag, Optional.empty(), e.bytes.length, e.metadata));
    }
  }

  @Override
  public Optional<byte[]> get(S3Location location) {
    synchronized (state) {
      begin(RequestKind.GET, location);
      return Optional.ofNullable(state.objects.get(Key.of(location))).map(e -> e.bytes.clone());
    }
  }

  @Override
  public void read(InputObject object, long startByte, byte[] buffer, int offset, int length) {
    S3Location location = new S3Location(object.bucket(), object.key());
    synchronized (state) {
      begin(RequestKind.GET, location);
      Entry entry = state.objects.get(Key.of(location));
      if (entry == null || !entry.etag.equals(object.etag())) {
        throw new InputChangedException(object.place() + " changed; start a new run");
      }
      System.arraycopy(entry.bytes, Math.toIntExact(startByte), buffer, offset, length);
    }
  }

  @Override
  public ListPage list(S3Location prefix, String after) {
    synchronized (state) {
      begin(RequestKind.LIST, prefix);
      Key begin = Key.of(prefix);
      Key next = Key.of(new S3Location(prefix.bucket(), after));
      Key first = next.compareTo(begin) > 0 ? next : begin;
      List<StoredObject> found = new ArrayList<>();
      for (Map.Entry<Key, Entry> each : state.objects.tailMap(first).entrySet()) {
        S3Location at = each.getKey().location();
        boolean within = at.bucket().equals(prefix.bucket()) && at.key().startsWith(prefix.key());
        if (!within || found.size() > pageSize) {
          break;
        }
        if (!at.key().equals(after)) {
          Entry entry = each.getValue();
          found.add(new StoredObject(at, entry.etag, entry.bytes.length, entry.modifiedAt));
        }
      }
      return new ListPage(
          found.subList(0, Math.min(pageSize, found.size())), found.size() > pageSize);
    }
  }

  @Override
  public String put(S3Location location, byte[] bytes, int offset, int length) {
    synchronized (state) {
      begin(RequestKind.PUT, location);
      return store(location, Arrays.copyOfRange(bytes, offset, offset + length), Map.of(), "");
    }
  }

  @Override
  public boolean putIfAbsent(S3Location location, byte[] bytes) {
    synchronized (state) {
      begin(RequestKind.PUT, location);
      if (state.objects.containsKey(Key.of(location))) {
        return false;
      }
      store(location, bytes.clone(), Map.of(), "");
      return true;
    }
  }

  @Override
  public boolean putIfMatch(S3Location location, byte[] bytes, String etag) {
    synchronized (state) {
      begin(RequestKind.PUT, location);
      Entry there = state.objects.get(Key.of(location));
      if (there == null || !there.etag.equals(etag)) {
        return false;
      }
      store(location, bytes.clone(), Map.of(), "");
      return true;
    }
  }

  @Override
  public void forEachUpload(S3Location prefix, Consumer<OpenUpload> consumer) {
    List<OpenUpload> found = new ArrayList<>();
    synchronized (state) {
      begin(RequestKind.LIST, prefix);
      state.uploads.forEach((id, upload) -> {
        S3Location at = upload.location();
        if (at.bucket().equals(prefix.bucket()) && at.key().startsWith(prefix.key())) {
          found.add(new OpenUpload(at, id, upload.initiatedAt()));
        }
      });
    }
    found.stream()
        .sorted(Comparator.comparing(upload -> Key.of(upload.location())))
        .forEach(consumer);
  }

  @Override
  public String createUpload(S3Location location, String owner) {
    synchronized (state) {
      begin(RequestKind.CREATE_UPLOAD, location);
      String id = "upload-%06d".formatted(++state.lastUpload);
      state.uploads.put(id, new Upload(location, owner, new TreeMap<>(), state.now));
      return id;
    }
  }

  @Override
  public UploadedPart uploadPart(
      S3Location location, String uploadId, int number, byte[] bytes, int length) {
    synchronized (state) {
      begin(RequestKind.UPLOAD_PART, location);
      Upload upload = state.uploads.get(uploadId);
      if (upload == null) {
        throw new BadRequestException("NoSuchUpload " + uploadId + " of " + location);
      }
      byte[] part = Arrays.copyOf(bytes, length);
      upload.parts.put(number, part);
      return new UploadedPart(
          number, '"' + md5(part) + '"', length, Checksums.crc32c(part, 0, length));
    }
  }

  @Override
  public String complete(PendingObject pending) {
    synchronized (state) {
      S3Location location = pending.location();
      begin(RequestKind.COMPLETE_UPLOAD, location);
      Entry there = state.objects.get(Key.of(location));
      if (there != null) {
        if (pending.owner().equals(there.metadata.get(OWNER))) {
          return there.etag;
        }
        throw new BadRequestException(location + ": another run or program wrote this object");
      }
      Upload upload = state.uploads.get(pending.uploadId());
      if (upload == null) {
        throw new UnbalancedException(location + ": its upload is gone, and no object is there");
      }
      String etag = join(pending, upload);
      state.uploads.remove(pending.uploadId());
      return etag;
    }
  }

  private String join(PendingObject pending, Upload upload) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    for (UploadedPart part : pending.parts()) {
      byte[] bytes = upload.parts.get(part.number());
      if (bytes == null || !part.etag().equals('"' + md5(bytes) + '"')) {
        throw new BadRequestException("InvalidPart " + part + " of " + pending.location());
      }
      if (part != pending.parts().getLast() && bytes.length < MIN_PART_BYTES) {
        throw new BadRequestException("EntityTooSmall: " + part + " of " + pending.location());
      }
      whole.writeBytes(bytes);
      digests.writeBytes(HexFormat.of().parseHex(md5(bytes)));
    }
    return store(
        pending.location(),
        whole.toByteArray(),
        Map.of(OWNER, upload.owner),
        md5(digests.toByteArray()) + "-" + pending.parts().size());
  }

  @Override
  public void abortUpload(S3Location location, String uploadId) {
    synchronized (state) {
      begin(RequestKind.ABORT_UPLOAD, location);
      state.uploads.remove(uploadId);
    }
  }

  @Override
  public void delete(S3Location location) {
    synchronized (state) {
      begin(RequestKind.DELETE, location);
      state.objects.remove(Key.of(location));
    }
  }

  private void begin(RequestKind kind, S3Location location) {
    counters.forEach(counter -> counter.count(kind));
    if (!state.buckets.contains(location.bucket())) {
      throw new BadRequestException("NoSuchBucket: " + location);
    }
  }

  private String store(
      S3Location location, byte[] bytes, Map<String, String> metadata, String etag) {
    String quoted = '"' + (etag.isEmpty() ? md5(bytes) : etag) + '"';
    state.objects.put(Key.of(location), new Entry(bytes, quoted, metadata, state.now));
    return quoted;
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
