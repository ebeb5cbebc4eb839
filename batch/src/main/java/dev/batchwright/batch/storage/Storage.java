package dev.batchwright.batch.storage;

import dev.batchwright.batch.checksum.ObjectChecksum;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.S3Location;
import java.util.Optional;
import java.util.function.Consumer;

/// The object store, as little of it as the stages need.
///
/// What is atomic: each put, completion and delete of one object; a conditional put or completion
/// against all other writers of its key. What is not: anything over two objects. Listings are
/// strongly consistent, and their order is that of the keys' UTF-8 bytes. A request whose answer is
/// lost may have been done: callers recognise what is their own.
///
/// Every method throws [dev.batchwright.batch.model.TransientException] for what may pass
/// (throttling, service errors, cut connections; the client's own retries are used up by then) and
/// [dev.batchwright.batch.model.BadRequestException] for what will not (no such bucket, no
/// permission). Implementations are safe for many threads.
public interface Storage {

  /// The metadata name under which an object made by a multipart upload carries its owner.
  String OWNER = "batchwright-attempt";

  /// Size of the parts of uploads: S3 wants 5 MiB or more of every part but the last.
  int PART_BYTES = 8 << 20;

  /// The same store, counting its requests here as well.
  Storage counted(RequestCounter counter);

  /// Size of an upload's parts, of those after the first thousands a multiple.
  default int partBytes() {
    return PART_BYTES;
  }

  /// Who does the requests that the caller does not wait for yet.
  default Background background() {
    return Background.threads();
  }

  /// When a range is asked for a second time; by default never.
  default Hedging hedging() {
    return Hedging.NONE;
  }

  /// What an object is, or empty where there is none.
  Optional<ObjectHead> head(S3Location location);

  /// A small object's bytes, or empty where there is none.
  Optional<byte[]> get(S3Location location);

  /// The checksum that the store has of all bytes of a pinned object, where it has one.
  default Optional<ObjectChecksum> checksum(InputObject object) {
    return Optional.empty();
  }

  /// Reads the bytes `[startByte, startByte + length)` of a pinned object into `buffer` from
  /// `offset` on. All of them, or an exception.
  ///
  /// @throws dev.batchwright.batch.model.InputChangedException when the object is no longer the one
  ///   that was pinned
  void read(InputObject object, long startByte, byte[] buffer, int offset, int length);

  /// One page of the objects whose keys start with the prefix's key.
  ///
  /// @param after only keys after this one, which need not be there; empty for the first page
  ListPage list(S3Location prefix, String after);

  /// Writes an object whatever was there before.
  ///
  /// @return its ETag, with the quotes
  String put(S3Location location, byte[] bytes, int offset, int length);

  /// Writes an object unless there is one.
  ///
  /// @return whether it was written now; after a lost answer it may be one's own earlier write that
  ///   stands in the way
  boolean putIfAbsent(S3Location location, byte[] bytes);

  /// Writes an object in the place of the one with this ETag.
  ///
  /// @param etag the ETag of what is to be replaced, with the quotes
  /// @return whether it was written now; not where another object is there, or none. After a lost
  ///   answer it may be one's own earlier write that stands in the way
  boolean putIfMatch(S3Location location, byte[] bytes, String etag);

  /// Begins a multipart upload.
  ///
  /// @param owner what the object carries as metadata [#OWNER]
  /// @return the upload's id
  String createUpload(S3Location location, String owner);

  /// Uploads one part. The bytes must not change until it returns.
  UploadedPart uploadPart(
      S3Location location, String uploadId, int number, byte[] bytes, int length);

  /// Completes an upload unless there is an object at its key. Done before, it changes nothing.
  ///
  /// @return the object's ETag
  /// @throws dev.batchwright.batch.model.BadRequestException when another owner's object is there
  /// @throws dev.batchwright.batch.model.UnbalancedException when the upload is gone and the object
  ///   is not there either
  String complete(PendingObject pending);

  /// Gives an upload up; one that is gone already is no error.
  void abortUpload(S3Location location, String uploadId);

  /// Hands on all uploads under a prefix that are neither completed nor given up, in the order of
  /// their keys.
  void forEachUpload(S3Location prefix, Consumer<OpenUpload> consumer);

  /// Deletes an object; one that is gone already is no error.
  void delete(S3Location location);
}
