package dev.batchwright.local.s3;

import dev.batchwright.states.port.ItemStore;
import dev.batchwright.states.port.StoredObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
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
  public void put(String bucket, String key, byte[] content) throws IOException {
    try {
      Bucket written = buckets.bucket(bucket);
      ObjectKey.segments(key);
      BodyDigest md5 = BodyDigest.message("MD5");
      md5.update(content, 0, content.length);
      String etag = HexFormat.of().formatHex(md5.finish());
      try (StagedFile staged = StagedFile.in(written)) {
        try (FileChannel file = staged.create()) {
          ByteBuffer bytes = ByteBuffer.wrap(content);
          while (bytes.hasRemaining()) {
            file.write(bytes);
          }
        }
        ObjectMetadata metadata =
            new ObjectMetadata(key, etag, new TreeMap<>(), Optional.empty(), List.of());
        written.commit(staged.path(), metadata, new WriteCondition.Always());
      }
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

  private static IOException named(String bucket, String key, S3Exception e) {
    return new IOException(
        "s3://" + bucket + "/" + key + ": " + e.code().code() + ": " + e.getMessage(), e);
  }
}
