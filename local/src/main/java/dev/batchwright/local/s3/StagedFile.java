package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A file on its way to become an object or a part. Whoever makes it closes it: what has not been
/// moved into place by then is deleted.
final class StagedFile implements AutoCloseable {

  private final Bucket bucket;
  private final Path path;

  private StagedFile(Bucket bucket, Path path) {
    this.bucket = bucket;
    this.path = path;
  }

  static StagedFile in(Bucket bucket) throws IOException {
    bucket.requireWritable();
    return new StagedFile(bucket, bucket.staging().newFile());
  }

  Path path() {
    return path;
  }

  FileChannel create() throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /// Takes in the body of a request.
  ReceivedBody receive(S3Request request, Optional<ChecksumAlgorithm> fallback) throws IOException {
    try (FileChannel to = create()) {
      return ReceivedBody.receive(request, to, fallback);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
    bucket.staging().tidy();
  }
}
