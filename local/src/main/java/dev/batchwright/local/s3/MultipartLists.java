package dev.batchwright.local.s3;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// ListParts and ListMultipartUploads.
final class MultipartLists {

  private MultipartLists() {}

  static void parts(Bucket bucket, S3Request request, S3Response response) throws IOException {
    String id = request.query("uploadId").orElse("");
    Upload upload = bucket.uploads().get(id, request.key());
    int marker = request.number("part-number-marker", 0, 0, Integer.MAX_VALUE);
    int max =
        Math.min(Lists.MAX_KEYS, request.number("max-parts", Lists.MAX_KEYS, 0, Integer.MAX_VALUE));
    List<UploadedPart> rest =
        List.copyOf(bucket.uploads().parts(upload).tailMap(marker, false).values());
    List<UploadedPart> page = rest.subList(0, Math.min(max, rest.size()));
    XmlWriter xml =
        XmlWriter.document("ListPartsResult")
            .leaf("Bucket", bucket.name())
            .leaf("Key", Lists.encoding(request).apply(upload.key()))
            .leaf("UploadId", id)
            .leaf("StorageClass", "STANDARD")
            .leaf("PartNumberMarker", marker)
            .leaf("MaxParts", max)
            .leaf("IsTruncated", Boolean.toString(page.size() < rest.size()));
    if (!page.isEmpty()) {
      xml.leaf("NextPartNumberMarker", page.getLast().number());
    }
    upload
        .algorithm()
        .ifPresent(a ->
            xml.leaf("ChecksumAlgorithm", a.name()).leaf("ChecksumType", upload.type().name()));
    for (UploadedPart part : page) {
      xml.open("Part")
          .leaf("PartNumber", part.number())
          .leaf("LastModified", Lists.timestamp(part.identity().lastModified()))
          .leaf("ETag", ETags.quote(part.md5Hex()))
          .leaf("Size", part.sizeBytes());
      part.checksum().ifPresent(sum -> xml.leaf(sum.algorithm().element(), sum.value()));
      xml.close();
    }
    response.xml(200, xml);
  }

  static void uploads(Bucket bucket, S3Request request, S3Response response) throws IOException {
    String prefix = request.query("prefix").orElse("");
    if (request.query("delimiter").isPresent()) {
      throw S3Exception.notImplemented("ListMultipartUploads with a delimiter");
    }
    String keyMarker = request.query("key-marker").orElse("");
    Optional<String> idMarker = request.query("upload-id-marker");
    int max =
        Math.min(
            Lists.MAX_KEYS, request.number("max-uploads", Lists.MAX_KEYS, 1, Integer.MAX_VALUE));
    UnaryOperator<String> encode = Lists.encoding(request);
    List<Upload> all = bucket.uploads().list();
    List<Upload> rest =
        all.subList(start(all, keyMarker, idMarker), all.size()).stream()
            .filter(upload -> upload.key().startsWith(prefix))
            .toList();
    List<Upload> page = rest.subList(0, Math.min(max, rest.size()));
    XmlWriter xml =
        XmlWriter.document("ListMultipartUploadsResult")
            .leaf("Bucket", bucket.name())
            .leaf("KeyMarker", encode.apply(keyMarker))
            .leaf("UploadIdMarker", idMarker.orElse(""))
            .leaf("Prefix", encode.apply(prefix))
            .leaf("MaxUploads", max)
            .leaf("IsTruncated", Boolean.toString(page.size() < rest.size()));
    request.query("encoding-type").ifPresent(type -> xml.leaf("EncodingType", type));
    if (page.size() < rest.size()) {
      xml.leaf("NextKeyMarker", encode.apply(page.getLast().key()))
          .leaf("NextUploadIdMarker", page.getLast().id());
    }
    for (Upload upload : page) {
      xml.open("Upload")
          .leaf("Key", encode.apply(upload.key()))
          .leaf("UploadId", upload.id())
          .leaf("StorageClass", "STANDARD")
          .leaf("Initiated", Lists.timestamp(upload.initiated()))
          .close();
    }
    response.xml(200, xml);
  }

  /// The first upload behind the markers: of later keys, and with an upload id marker those of the
  /// same key that come after that upload.
  private static int start(List<Upload> all, String keyMarker, Optional<String> idMarker) {
    for (int i = 0; i < all.size(); i++) {
      int order = KeyOrder.INSTANCE.compare(all.get(i).key(), keyMarker);
      if (order > 0) {
        return i;
      }
      if (order == 0 && idMarker.equals(Optional.of(all.get(i).id()))) {
        return i + 1;
      }
    }
    return all.size();
  }
}
