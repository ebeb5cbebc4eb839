package dev.batchwright.batch.run;

import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.ListPage;
import dev.batchwright.batch.storage.ObjectHead;
import dev.batchwright.batch.storage.OpenUpload;
import dev.batchwright.batch.storage.PendingObject;
import dev.batchwright.batch.storage.RequestCounter;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.storage.UploadedPart;
import java.util.Optional;
import java.util.function.Consumer;

/// A store in which something happens just before a conditional put, once.
final class HookedStorage implements Storage {

  private final Storage store;
  private Runnable hook;
  private boolean twice;

  HookedStorage(Storage store, Runnable hook) {
    this.store = store;
    this.hook = hook;
  }

  /// Makes conditional puts be done twice, with the second answer.
  void answerTwice() {
    twice = true;
  }

  @Override
  public Storage counted(RequestCounter counter) {
    return this;
  }

  @Override
  public boolean putIfAbsent(S3Location location, byte[] bytes) {
    Runnable now = hook;
    hook = () -> {};
    now.run();
    return twice
        ? store.putIfAbsent(location, bytes) & store.putIfAbsent(location, bytes)
        : store.putIfAbsent(location, bytes);
  }

  @Override
  public Optional<ObjectHead> head(S3Location location) {
    return store.head(location);
  }

  @Override
  public Optional<byte[]> get(S3Location location) {
    return store.get(location);
  }

  @Override
  public void read(InputObject object, long startByte, byte[] buffer, int offset, int length) {
    store.read(object, startByte, buffer, offset, length);
  }

  @Override
  public ListPage list(S3Location prefix, String after) {
    return store.list(prefix, after);
  }

  @Override
  public String put(S3Location location, byte[] bytes, int offset, int length) {
    return store.put(location, bytes, offset, length);
  }

  @Override
  public boolean putIfMatch(S3Location location, byte[] bytes, String etag) {
    Runnable now = hook;
    hook = () -> {};
    now.run();
    return store.putIfMatch(location, bytes, etag);
  }

  @Override
  public void forEachUpload(S3Location prefix, Consumer<OpenUpload> consumer) {
    store.forEachUpload(prefix, consumer);
  }

  @Override
  public String createUpload(S3Location location, String owner) {
    return store.createUpload(location, owner);
  }

  @Override
  public UploadedPart uploadPart(
      S3Location location, String uploadId, int number, byte[] bytes, int length) {
    return store.uploadPart(location, uploadId, number, bytes, length);
  }

  @Override
  public String complete(PendingObject pending) {
    return store.complete(pending);
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
