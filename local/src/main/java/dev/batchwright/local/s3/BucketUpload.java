package dev.batchwright.local.s3;

import dev.batchwright.states.port.ObjectUpload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// An object that the States Language engine writes piece by piece: a staged file until it is
/// complete.
final class BucketUpload implements ObjectUpload {

  private final Bucket bucket;
  private final String key;
  private final StagedFile staged;
  private final FileChannel file;
  private final BodyDigest md5 = BodyDigest.message("MD5");

  private BucketUpload(Bucket bucket, String key, StagedFile staged, FileChannel file) {
    this.bucket = bucket;
    this.key = key;
    this.staged = staged;
    this.file = file;
  }

  static BucketUpload start(Bucket bucket, String key) throws IOException {
    StagedFile staged = StagedFile.in(bucket);
    try {
      return new BucketUpload(bucket, key, staged, staged.create());
    } catch (IOException e) {
      staged.close();
      throw e;
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    md5.update(bytes, 0, bytes.length);
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      file.write(rest);
    }
  }

  @Override
  public void complete() throws IOException {
    try (staged) {
      file.close();
      String etag = HexFormat.of().formatHex(md5.finish());
      var metadata = new ObjectMetadata(key, etag, new TreeMap<>(), Optional.empty(), List.of());
      StoredObject object = bucket.commit(staged.path(), metadata, new WriteCondition.Always());
      bucket.tell(object, CreatedObject.Reason.PUT, "STATES");
    } catch (S3Exception e) {
      throw BucketItems.named(bucket.name(), key, e);
    }
  }

  @Override
  public void abort() {
    try (staged) {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
