package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// CompleteMultipartUpload: the parts become one object.
///
/// An upload of one part becomes the object by a rename. Several parts are put together by the
/// kernel (`copy_file_range`, which on file systems that share extents copies nothing). Until the
/// rename the parts stay as they are, so a completion that is cut off is simply done again.
final class MultipartCompletion {

  private MultipartCompletion() {}

  static void complete(Bucket bucket, S3Request request, S3Response response) throws IOException {
    bucket.requireWritable();
    Uploads uploads = bucket.uploads();
    Upload upload = uploads.get(request.query("uploadId").orElse(""), request.key());
    List<CompletedPart> named = CompletedPart.parse(SmallBody.read(request));
    List<UploadedPart> parts = CompletedPart.resolve(named, uploads.parts(upload));
    List<Long> sizes = parts.stream().map(UploadedPart::sizeBytes).toList();
    checkSize(request, sizes.stream().mapToLong(Long::longValue).sum());
    Optional<ObjectChecksum> checksum = checksum(upload, parts);
    checksum.ifPresent(sum -> checkChecksum(request, sum));
    ObjectMetadata metadata =
        new ObjectMetadata(upload.key(), etag(parts), upload.headers(), checksum, sizes);
    try (StagedFile staged = StagedFile.in(bucket)) {
      assemble(upload, parts, staged);
      StoredObject object = bucket.commit(staged.path(), metadata, WriteCondition.of(request));
      bucket.tell(object, CreatedObject.Reason.MULTIPART, response.requestId());
    }
    uploads.remove(upload);
    XmlWriter xml =
        XmlWriter.document("CompleteMultipartUploadResult")
            .leaf("Location", "/" + bucket.name() + "/" + UrlCodec.encode(upload.key()))
            .leaf("Bucket", bucket.name())
            .leaf("Key", upload.key())
            .leaf("ETag", ETags.quote(metadata.etag()));
    checksum.ifPresent(sum ->
        xml.leaf(sum.algorithm().element(), sum.value()).leaf("ChecksumType", sum.type().name()));
    response.xml(200, xml);
  }

  private static void checkSize(S3Request request, long sizeBytes) {
    Optional<String> expected = request.header("x-amz-mp-object-size");
    if (expected.isPresent() && !expected.get().strip().equals(Long.toString(sizeBytes))) {
      throw new S3Exception(
          ErrorCode.INVALID_REQUEST,
          "The provided 'x-amz-mp-object-size' header value "
              + expected.get()
              + " does not match what was computed: "
              + sizeBytes);
    }
  }

  /// The MD5 of the parts' MD5s, a hyphen and the number of parts.
  private static String etag(List<UploadedPart> parts) {
    BodyDigest md5 = BodyDigest.message("MD5");
    for (UploadedPart part : parts) {
      md5.update(HexFormat.of().parseHex(part.md5Hex()), 0, 16);
    }
    return HexFormat.of().formatHex(md5.finish()) + '-' + parts.size();
  }

  /// Empty when the upload was begun without a checksum, or a part came with another one.
  private static Optional<ObjectChecksum> checksum(Upload upload, List<UploadedPart> parts) {
    if (upload.algorithm().isEmpty()) {
      return Optional.empty();
    }
    ChecksumAlgorithm algorithm = upload.algorithm().get();
    boolean all =
        parts.stream()
            .allMatch(p -> p.checksum().map(ObjectChecksum::algorithm).equals(upload.algorithm()));
    if (!all) {
      return Optional.empty();
    }
    return Optional.of(
        switch (upload.type()) {
          case COMPOSITE -> composite(algorithm, parts);
          case FULL_OBJECT -> full(algorithm, parts);
        });
  }

  private static ObjectChecksum composite(ChecksumAlgorithm algorithm, List<UploadedPart> parts) {
    BodyDigest digest = algorithm.newDigest();
    for (UploadedPart part : parts) {
      digest.update(checksumBytes(part), 0, algorithm.widthBytes());
    }
    return ObjectChecksum.composite(algorithm, digest.finish(), parts.size());
  }

  private static ObjectChecksum full(ChecksumAlgorithm algorithm, List<UploadedPart> parts) {
    CrcCombiner combiner = algorithm.combiner();
    long crc = 0;
    for (UploadedPart part : parts) {
      long next = Long.parseUnsignedLong(HexFormat.of().formatHex(checksumBytes(part)), 16);
      crc = combiner.combine(crc, next, part.sizeBytes());
    }
    String hex = HexFormat.of().toHexDigits(crc, algorithm.widthBytes() * 2);
    return ObjectChecksum.full(algorithm, HexFormat.of().parseHex(hex));
  }

  private static byte[] checksumBytes(UploadedPart part) {
    return Base64.getDecoder().decode(part.checksum().orElseThrow().value());
  }

  private static void checkChecksum(S3Request request, ObjectChecksum computed) {
    Optional<String> expected = request.header(computed.algorithm().header());
    if (expected.isPresent() && !expected.get().strip().equals(computed.value())) {
      throw new S3Exception(
          ErrorCode.BAD_DIGEST,
          "The "
              + computed.algorithm()
              + " you specified did not match the calculated checksum: "
              + computed.value()
              + " was computed of the parts");
    }
  }

  private static void assemble(Upload upload, List<UploadedPart> parts, StagedFile staged)
      throws IOException {
    try {
      if (parts.size() == 1) {
        link(parts.getFirst().file(), staged.path());
        return;
      }
      try (FileChannel to = staged.create()) {
        for (UploadedPart part : parts) {
          append(part, to);
        }
      }
    } catch (NoSuchFileException e) {
      throw S3Exception.noSuchUpload(upload.id());
    }
  }

  /// A second name for the part: the upload stays whole until the object is in place.
  private static void link(Path part, Path to) throws IOException {
    try {
      Files.createLink(to, part);
    } catch (UnsupportedOperationException e) {
      Files.copy(part, to);
    }
  }

  private static void append(UploadedPart part, FileChannel to) throws IOException {
    try (FileChannel from = FileChannel.open(part.file(), StandardOpenOption.READ)) {
      for (long position = 0; position < part.sizeBytes(); ) {
        long sent = from.transferTo(position, part.sizeBytes() - position, to);
        if (sent <= 0) {
          throw new IOException(
              "part " + part.number() + " was cut at byte " + position + " while being completed");
        }
        position += sent;
      }
    }
  }
}
