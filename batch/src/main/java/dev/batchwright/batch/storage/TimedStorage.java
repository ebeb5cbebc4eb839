package dev.batchwright.batch.storage;

import dev.batchwright.batch.checksum.ObjectChecksum;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.S3Location;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// A store that is not asked for more once a deadline is near. Every loop of a stage comes by here:
/// a range, a part, a page, a commit, a completion at a time.
///
/// What ends work is let through: a commit or a note, one small PUT each, and what takes things
/// back. Safe for many threads.
public final class TimedStorage implements Storage {

  /// What is being done.
  ///
  /// @param item as messages name it
  /// @param bytes how many bytes it is about
  /// @param advice what to do where its time is too short
  private record Work(String item, long bytes, String advice) {}

  /// What all counted views of the store share.
  private static final class Progress {
    final AtomicLong bytes = new AtomicLong();
    volatile Work work =
        new Work(
            "",
            0,
            "Start the same run id again, which goes on from what is there; where that"
                + " does not help, give the function more memory, and with it more CPU");
  }

  private final Storage store;
  private final Deadline deadline;
  private final Progress progress;

  private TimedStorage(Storage store, Deadline deadline, Progress progress) {
    this.store = store;
    this.deadline = deadline;
    this.progress = progress;
  }

  /// The store under a deadline.
  public TimedStorage(Storage store, Deadline deadline) {
    this(store, deadline, new Progress());
  }

  /// Says what is being done from now on, for the message.
  ///
  /// @param item as messages name it
  /// @param bytes how many bytes it is about
  /// @param advice what to do where its time is too short
  public void works(String item, long bytes, String advice) {
    progress.bytes.set(0);
    progress.work = new Work(item, bytes, advice);
  }

  private Storage inTime() {
    deadline.check(this::said, progress.work.advice());
    return store;
  }

  private String said() {
    Work work = progress.work;
    long read = progress.bytes.get();
    return work.item().isEmpty()
        ? "had read %d bytes".formatted(read)
        : "%s: had read %d of %d bytes"
            .formatted(work.item(), Math.min(read, work.bytes()), work.bytes());
  }

  @Override
  public Storage counted(RequestCounter counter) {
    return new TimedStorage(store.counted(counter), deadline, progress);
  }

  @Override
  public Background background() {
    return store.background();
  }

  @Override
  public int partBytes() {
    return store.partBytes();
  }

  @Override
  public Hedging hedging() {
    return store.hedging();
  }

  @Override
  public Optional<ObjectHead> head(S3Location location) {
    return inTime().head(location);
  }

  @Override
  public Optional<byte[]> get(S3Location location) {
    return inTime().get(location);
  }

  @Override
  public Optional<ObjectChecksum> checksum(InputObject object) {
    return inTime().checksum(object);
  }

  @Override
  public void read(InputObject object, long startByte, byte[] buffer, int offset, int length) {
    inTime().read(object, startByte, buffer, offset, length);
    progress.bytes.addAndGet(length);
  }

  @Override
  public ListPage list(S3Location prefix, String after) {
    return inTime().list(prefix, after);
  }

  @Override
  public String put(S3Location location, byte[] bytes, int offset, int length) {
    return store.put(location, bytes, offset, length);
  }

  @Override
  public boolean putIfAbsent(S3Location location, byte[] bytes) {
    return store.putIfAbsent(location, bytes);
  }

  @Override
  public boolean putIfMatch(S3Location location, byte[] bytes, String etag) {
    return store.putIfMatch(location, bytes, etag);
  }

  @Override
  public void forEachUpload(S3Location prefix, Consumer<OpenUpload> consumer) {
    inTime().forEachUpload(prefix, consumer);
  }

  @Override
  public String createUpload(S3Location location, String owner) {
    return inTime().createUpload(location, owner);
  }

  @Override
  public UploadedPart uploadPart(
      S3Location location, String uploadId, int number, byte[] bytes, int length) {
    return inTime().uploadPart(location, uploadId, number, bytes, length);
  }

  @Override
  public String complete(PendingObject pending) {
    return inTime().complete(pending);
  }

  @Override
  public void abortUpload(S3Location location, String uploadId) {
    store.abortUpload(location, uploadId);
  }

  @Override
  public void delete(S3Location location) {
    store.delete(location);
  }
}
