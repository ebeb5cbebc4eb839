package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// CopyObject and UploadPartCopy.
final class Copies {

  private static final int BUFFER_BYTES = 128 * 1024;

  private Copies() {}

  static void object(Buckets buckets, Bucket bucket, S3Request request, S3Response response)
      throws IOException {
    ObjectKey.segments(request.key());
    CopySource source = CopySource.of(request);
    boolean replace =
        request.header("x-amz-metadata-directive").orElse("COPY").equalsIgnoreCase("REPLACE");
    if (!replace && source.bucket().equals(bucket.name()) && source.key().equals(request.key())) {
      throw new S3Exception(
          ErrorCode.INVALID_REQUEST,
          "This copy request is illegal because it is trying to copy an object to itself without"
              + " changing the object's metadata.");
    }
    try (OpenObject from = buckets.bucket(source.bucket()).open(source.key());
        StagedFile staged = StagedFile.in(bucket)) {
      StoredObject original = from.object();
      ReadCondition.ofCopySource(request).require(original);
      SortedMap<String, String> headers = replace ? ObjectHeaders.of(request) : original.headers();
      Optional<ChecksumAlgorithm> algorithm =
          request
              .header("x-amz-checksum-algorithm")
              .map(ChecksumAlgorithm::named)
              .or(() -> original.checksum().map(ObjectChecksum::algorithm));
      ReceivedBody copied =
          copy(from.bytes(), ByteRange.whole(original.sizeBytes()), staged, algorithm);
      ObjectMetadata metadata =
          new ObjectMetadata(request.key(), copied.md5Hex(), headers, copied.checksum(), List.of());
      StoredObject object = bucket.commit(staged.path(), metadata, WriteCondition.of(request));
      bucket.tell(object, CreatedObject.Reason.COPY, response.requestId());
      answer("CopyObjectResult", object.etag(), object.lastModified(), copied, response);
    }
  }

  static void part(Buckets buckets, Bucket bucket, S3Request request, S3Response response)
      throws IOException {
    int number = Uploads.partNumber(request);
    Upload upload = bucket.uploads().get(request.query("uploadId").orElse(""), request.key());
    CopySource source = CopySource.of(request);
    try (OpenObject from = buckets.bucket(source.bucket()).open(source.key());
        StagedFile staged = StagedFile.in(bucket)) {
      ReadCondition.ofCopySource(request).require(from.object());
      ByteRange range = CopySource.range(request, from.object());
      ReceivedBody copied = copy(from.bytes(), range, staged, upload.algorithm());
      bucket.uploads().put(upload, number, copied, staged.path());
      answer("CopyPartResult", copied.md5Hex(), Instant.now(), copied, response);
    }
  }

  private static ReceivedBody copy(
      FileChannel from, ByteRange range, StagedFile staged, Optional<ChecksumAlgorithm> algorithm)
      throws IOException {
    BodyDigest md5 = BodyDigest.message("MD5");
    Optional<BodyDigest> digest = algorithm.map(ChecksumAlgorithm::newDigest);
    try (FileChannel to = staged.create()) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      for (long position = range.startByte(); position < range.endByte(); ) {
        buffer.clear().limit((int) Math.min(BUFFER_BYTES, range.endByte() - position));
        int read = from.read(buffer, position);
        if (read < 0) {
          throw new IOException("the source was cut at byte " + position + " while being copied");
        }
        md5.update(buffer.array(), 0, read);
        digest.ifPresent(d -> d.update(buffer.array(), 0, read));
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        position += read;
      }
    }
    return new ReceivedBody(
        range.sizeBytes(),
        md5.finish(),
        algorithm.map(a -> ObjectChecksum.full(a, digest.orElseThrow().finish())));
  }

  private static void answer(
      String root, String etag, Instant modified, ReceivedBody copied, S3Response response)
      throws IOException {
    XmlWriter xml =
        XmlWriter.document(root)
            .leaf("LastModified", Lists.timestamp(modified))
            .leaf("ETag", ETags.quote(etag));
    copied.checksum().ifPresent(sum -> xml.leaf(sum.algorithm().element(), sum.value()));
    response.xml(200, xml);
  }
}
