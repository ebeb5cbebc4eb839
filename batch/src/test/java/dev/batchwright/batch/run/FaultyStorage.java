package dev.batchwright.batch.run;

import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.storage.ListPage;
import dev.batchwright.batch.storage.ObjectHead;
import dev.batchwright.batch.storage.OpenUpload;
import dev.batchwright.batch.storage.PendingObject;
import dev.batchwright.batch.storage.RequestCounter;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.storage.UploadedPart;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A store that fails at one call: before it is done, or after, so that its answer is lost.
final class FaultyStorage implements Storage {

  /// What happens at the call, and after it.
  enum Fault {
    /// The process is killed before the call: it makes no other.
    KILLED_BEFORE,
    /// The process is killed when the call is done, before it knows: it makes no other.
    KILLED_AFTER,
    /// The call fails, and the process goes on.
    FAILED_BEFORE,
    /// The call is done and its answer lost, and the process goes on.
    FAILED_AFTER
  }

  private final Storage store;
  private final Fault fault;
  private final int failingCall;
  private int calls;
  private boolean killed;
  private boolean completing;

  FaultyStorage(Storage store, Fault fault, int failingCall) {
    this.store = store;
    this.fault = fault;
    this.failingCall = failingCall;
  }

  /// Whether the call that fails was come to.
  synchronized boolean hasFailed() {
    return calls > failingCall;
  }

  /// Whether an upload into the output prefix was completed, or may have been.
  synchronized boolean isCompleting() {
    return completing;
  }

  private <T> T call(Supplier<T> call) {
    boolean fails;
    synchronized (this) {
      fails = calls++ == failingCall;
      if (killed) {
        throw new TransientException("killed before");
      }
      killed = fails && (fault == Fault.KILLED_BEFORE || fault == Fault.KILLED_AFTER);
    }
    if (!fails) {
      return call.get();
    }
    if (fault == Fault.KILLED_AFTER || fault == Fault.FAILED_AFTER) {
      call.get();
    }
    throw new TransientException(fault + " call " + failingCall);
  }

  private void run(Runnable call) {
    call(() -> {
      call.run();
      return true;
    });
  }

  @Override
  public Storage counted(RequestCounter counter) {
    return this;
  }

  @Override
  public Optional<ObjectHead> head(S3Location location) {
    return call(() -> store.head(location));
  }

  @Override
  public Optional<byte[]> get(S3Location location) {
    return call(() -> store.get(location));
  }

  @Override
  public void read(InputObject object, long startByte, byte[] buffer, int offset, int length) {
    run(() -> store.read(object, startByte, buffer, offset, length));
  }

  @Override
  public ListPage list(S3Location prefix, String after) {
    return call(() -> store.list(prefix, after));
  }

  @Override
  public String put(S3Location location, byte[] bytes, int offset, int length) {
    return call(() -> store.put(location, bytes, offset, length));
  }

  @Override
  public boolean putIfAbsent(S3Location location, byte[] bytes) {
    return call(() -> store.putIfAbsent(location, bytes));
  }

  @Override
  public boolean putIfMatch(S3Location location, byte[] bytes, String etag) {
    return call(() -> store.putIfMatch(location, bytes, etag));
  }

  @Override
  public void forEachUpload(S3Location prefix, Consumer<OpenUpload> consumer) {
    run(() -> store.forEachUpload(prefix, consumer));
  }

  @Override
  public String createUpload(S3Location location, String owner) {
    return call(() -> store.createUpload(location, owner));
  }

  @Override
  public UploadedPart uploadPart(
      S3Location location, String uploadId, int number, byte[] bytes, int length) {
    return call(() -> store.uploadPart(location, uploadId, number, bytes, length));
  }

  @Override
  public String complete(PendingObject pending) {
    synchronized (this) {
      completing |= !pending.location().key().contains("_batchwright/");
    }
    return call(() -> store.complete(pending));
  }

  @Override
  public void abortUpload(S3Location location, String uploadId) {
    run(() -> store.abortUpload(location, uploadId));
  }

  @Override
  public void delete(S3Location location) {
    run(() -> store.delete(location));
  }
}
