package dev.batchwright.local.s3;

import dev.batchwright.local.lock.ProcessLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;

/// One bucket: the directory with its objects, and beside it the endpoint's own notes about them.
///
/// An object appears, changes and disappears by one rename or one unlink, under the bucket's lock
/// and after its conditions were checked; readers see the old object or the new one. Nothing is
/// flushed to the device (fsync): a killed process loses nothing, a machine that loses power may
/// lose what it wrote in the last seconds. That is the durability of a local target; a run that was
/// cut off so is started again with the same run id.
final class Bucket implements AutoCloseable {

  /// A key that is replaced faster than it can be opened this many times in a row is a bug.
  private static final int MAX_OPEN_TRIES = 1000;

  private final String name;
  private final boolean readOnly;
  private final KeyPaths paths;
  private final MetadataStore metadata;
  private final Staging staging;
  private final ProcessLock lock;
  private final Consumer<CreatedObject> listener;
  private final DirectoryWindows windows = new DirectoryWindows();

  /// @param state the endpoint's directory for this bucket, made when first needed
  /// @param listener is told of new objects
  Bucket(
      String name, KeyPaths paths, Path state, boolean readOnly, Consumer<CreatedObject> listener)
      throws IOException {
    this.name = name;
    this.readOnly = readOnly;
    this.listener = listener;
    this.paths = paths;
    this.metadata = new MetadataStore(state.resolve("metadata"));
    this.staging = Staging.of(paths.root(), state, paths.isMounted());
    this.lock = new ProcessLock(state.resolve("lock"));
  }

  String name() {
    return name;
  }

  Path root() {
    return paths.root();
  }

  boolean isMounted() {
    return paths.isMounted();
  }

  boolean isReadOnly() {
    return readOnly;
  }

  KeyPaths paths() {
    return paths;
  }

  DirectoryWindows windows() {
    return windows;
  }

  Staging staging() {
    return staging;
  }

  Uploads uploads() {
    return new Uploads(this);
  }

  /// @throws S3Exception AccessDenied for a bucket that was mounted to be read only
  void requireWritable() {
    if (readOnly) {
      throw new S3Exception(
          ErrorCode.ACCESS_DENIED,
          "Access Denied: bucket " + name + " is the directory " + root() + ", mounted read-only");
    }
  }

  /// Looks an object up; costs two or three system calls and never reads the object.
  Optional<StoredObject> head(String key) throws IOException {
    Optional<Path> file = paths.find(key);
    return file.isEmpty() ? Optional.empty() : describe(key, file.get());
  }

  /// Describes what a walk has found; empty when it has been deleted since.
  Optional<StoredObject> describe(KeyWalk.Entry entry) throws IOException {
    return entry.isLink()
        ? Optional.of(
            new StoredObject(entry.key(), FileIdentity.ofLink(entry.file()), Optional.empty()))
        : describe(entry.key(), entry.file());
  }

  private Optional<StoredObject> describe(String key, Path file) throws IOException {
    for (int tries = 0; tries < MAX_OPEN_TRIES; tries++) {
      try {
        FileIdentity identity = FileIdentity.of(file);
        Optional<ObjectMetadata> put = metadata.read(key, identity);
        // Metadata goes when its object is overwritten: missing, it may be that of a moment ago.
        if (put.isPresent() || identity.equals(FileIdentity.of(file))) {
          return Optional.of(new StoredObject(key, identity, put));
        }
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }
    throw changesTooFast(key);
  }

  /// Opens an object for reading.
  ///
  /// @throws S3Exception NoSuchKey
  OpenObject open(String key) throws IOException {
    for (int tries = 0; tries < MAX_OPEN_TRIES; tries++) {
      Path file = paths.find(key).orElseThrow(() -> S3Exception.noSuchKey(key));
      FileChannel bytes = null;
      try {
        FileIdentity before = FileIdentity.of(file);
        bytes = FileChannel.open(file, StandardOpenOption.READ);
        Optional<ObjectMetadata> put = metadata.read(key, before);
        if (before.equals(FileIdentity.of(file))) {
          OpenObject opened = new OpenObject(new StoredObject(key, before, put), bytes);
          bytes = null;
          return opened;
        }
      } catch (NoSuchFileException e) {
        // Deleted or replaced between two steps: look again.
      } finally {
        if (bytes != null) {
          bytes.close();
        }
      }
    }
    throw changesTooFast(key);
  }

  private IOException changesTooFast(String key) {
    return new IOException(
        "[s3://"
            + name
            + "/"
            + key
            + "] the file was replaced "
            + MAX_OPEN_TRIES
            + " times while it was being opened");
  }

  /// Makes a finished file the object: the one step that changes a key.
  ///
  /// @param staged a file of [#staging()], which is moved
  /// @throws S3Exception PreconditionFailed when the key's present object is not what the condition
  ///   asks for; exactly one of several concurrent writers with `If-None-Match: *` passes
  StoredObject commit(Path staged, ObjectMetadata put, WriteCondition condition)
      throws IOException {
    String key = put.key();
    try (ProcessLock.Hold _ = lock.hold()) {
      if (condition.isConditional()) {
        condition.check(key, head(key));
      }
      Path file = paths.place(key);
      Optional<FileIdentity> replaced = identityIfPresent(file);
      FileIdentity identity = FileIdentity.of(staged);
      metadata.write(identity, put);
      try {
        Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        metadata.delete(key, identity);
        throw e;
      }
      if (replaced.isPresent() && !replaced.get().equals(identity)) {
        metadata.delete(key, replaced.get());
      }
      return new StoredObject(key, identity, Optional.of(put));
    }
  }

  /// Tells whoever listens that an object has come.
  void tell(StoredObject object, CreatedObject.Reason reason, String requestId) {
    listener.accept(
        new CreatedObject(
            name, object.key(), object.sizeBytes(), object.etag(), reason, requestId));
  }

  private static Optional<FileIdentity> identityIfPresent(Path file) throws IOException {
    try {
      return Optional.of(FileIdentity.of(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// Deletes an object; one that does not exist is deleted already.
  void delete(String key, WriteCondition condition) throws IOException {
    try (ProcessLock.Hold _ = lock.hold()) {
      if (condition.isConditional()) {
        condition.check(key, head(key));
      }
      Optional<Path> file = paths.find(key);
      if (file.isEmpty()) {
        return;
      }
      Optional<FileIdentity> identity = identityIfPresent(file.get());
      Files.deleteIfExists(file.get());
      if (identity.isPresent()) {
        metadata.delete(key, identity.get());
      }
      paths.pruneAbove(file.get());
    }
  }

  /// Removes the bucket with its state.
  ///
  /// @throws S3Exception BucketNotEmpty
  void remove(Path state) throws IOException {
    try (ProcessLock.Hold _ = lock.hold()) {
      if (new KeyWalk(this, "", "").next().isPresent()) {
        throw notEmpty();
      }
      try {
        Trees.deleteEmptyDirectories(root());
      } catch (FileSystemException e) {
        throw notEmpty();
      }
      Trees.delete(state);
    }
    close();
  }

  private S3Exception notEmpty() {
    return new S3Exception(
        ErrorCode.BUCKET_NOT_EMPTY, "The bucket " + name + " you tried to delete is not empty");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
