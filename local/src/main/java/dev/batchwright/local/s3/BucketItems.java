package dev.batchwright.local.s3;

import dev.batchwright.states.port.ItemStore;
import dev.batchwright.states.port.ObjectUpload;
import dev.batchwright.states.port.RangedObject;
import dev.batchwright.states.port.StoredObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.stream.Stream;

/// The buckets as the States Language engine reads and writes them: for the item readers and result
/// writers of distributed maps, in this process and without a request.
public final class BucketItems implements ItemStore {
  private static final int BUFFER_BYTES = 64 << 10;

  private final Buckets buckets;

  /// @param buckets what is read and written; closing them is the caller's
  public BucketItems(Buckets buckets) {
    this.buckets = buckets;
  }

  @Override
  public InputStream open(String bucket, String key, Optional<String> versionId)
      throws IOException {
    if (versionId.isPresent() && !versionId.get().equals("null")) {
      throw new IOException(
          "s3://"
              + bucket
              + "/"
              + key
              + ": the embedded target keeps no versions, and version "
              + versionId.get()
              + " was asked for; leave VersionId out");
    }
    try {
      FileChannel bytes = buckets.bucket(bucket).open(key).bytes();
      return new BufferedInputStream(Channels.newInputStream(bytes), BUFFER_BYTES);
    } catch (S3Exception e) {
      throw named(bucket, key, e);
    }
  }

  @Override
  public Stream<StoredObject> list(String bucket, String prefix) throws IOException {
    try {
      Bucket listed = buckets.bucket(bucket);
      KeyWalk walk = new KeyWalk(listed, prefix, "");
      return Stream.generate(() -> next(walk))
          .takeWhile(Optional::isPresent)
          .flatMap(entry -> describe(listed, entry.get()).stream());
    } catch (S3Exception e) {
      throw named(bucket, prefix, e);
    }
  }

  @Override
  public RangedObject openRanged(String bucket, String key) throws IOException {
    try {
      return BucketRanges.of(buckets.bucket(bucket).open(key).bytes());
    } catch (S3Exception e) {
      throw named(bucket, key, e);
    }
  }

  @Override
  public void put(String bucket, String key, byte[] content) throws IOException {
    ObjectUpload upload = upload(bucket, key);
    try {
      upload.write(content);
      upload.complete();
    } catch (IOException e) {
      upload.abort();
      throw e;
    }
  }

  @Override
  public ObjectUpload upload(String bucket, String key) throws IOException {
    try {
      ObjectKey.segments(key);
      return BucketUpload.start(buckets.bucket(bucket), key);
    } catch (S3Exception e) {
      throw named(bucket, key, e);
    }
  }

  private static Optional<KeyWalk.Entry> next(KeyWalk walk) {
    try {
      return walk.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<StoredObject> describe(Bucket bucket, KeyWalk.Entry entry) {
    try {
      return bucket
          .describe(entry)
          .map(o ->
              new StoredObject(
                  o.key(), o.sizeBytes(), '"' + o.etag() + '"', o.lastModified(), "STANDARD"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static IOException named(String bucket, String key, S3Exception e) {
    return new IOException(
        "s3://" + bucket + "/" + key + ": " + e.code().code() + ": " + e.getMessage(), e);
  }
}
