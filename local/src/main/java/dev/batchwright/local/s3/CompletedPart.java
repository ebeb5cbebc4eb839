package dev.batchwright.local.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/// One part as CompleteMultipartUpload names it.
///
/// @param checksums by the names of their XML elements
record CompletedPart(int number, String etag, Map<String, String> checksums) {

  /// S3's least size of a part that is not the last: 5 MiB.
  static final long MIN_SIZE_BYTES = 5L << 20;

  CompletedPart {
    checksums = Map.copyOf(checksums);
  }

  /// Reads the document.
  ///
  /// @throws S3Exception MalformedXML
  static List<CompletedPart> parse(byte[] document) {
    List<CompletedPart> parts = new ArrayList<>();
    for (Map<String, String> item : RequestXml.items(document, "CompleteMultipartUpload", "Part")) {
      try {
        parts.add(
            new CompletedPart(
                Integer.parseInt(item.getOrDefault("PartNumber", "")),
                ETags.unquote(item.getOrDefault("ETag", "")),
                item));
      } catch (NumberFormatException e) {
        throw malformed("a Part has no PartNumber");
      }
    }
    if (parts.isEmpty()) {
      throw malformed("it names no parts");
    }
    return parts;
  }

  private static S3Exception malformed(String why) {
    return new S3Exception(
        ErrorCode.MALFORMED_XML,
        "The XML you provided was not well-formed or did not validate against our published schema:"
            + " "
            + why);
  }

  /// Holds what the client names against what was uploaded.
  ///
  /// @return the parts to put together, in order
  /// @throws S3Exception InvalidPartOrder, InvalidPart or EntityTooSmall
  static List<UploadedPart> resolve(
      List<CompletedPart> named, NavigableMap<Integer, UploadedPart> uploaded) {
    List<UploadedPart> parts = new ArrayList<>();
    int previous = 0;
    for (CompletedPart part : named) {
      if (part.number() <= previous) {
        throw new S3Exception(
            ErrorCode.INVALID_PART_ORDER,
            "The list of parts was not in ascending order. Parts must be ordered by part number:"
                + " part "
                + part.number()
                + " comes after part "
                + previous);
      }
      previous = part.number();
      parts.add(part.match(uploaded));
    }
    for (UploadedPart part : parts.subList(0, parts.size() - 1)) {
      if (part.sizeBytes() < MIN_SIZE_BYTES) {
        throw new S3Exception(
            ErrorCode.ENTITY_TOO_SMALL,
            "Your proposed upload is smaller than the minimum allowed size",
            Map.of(
                "PartNumber", Integer.toString(part.number()),
                "ETag", part.md5Hex(),
                "ProposedSize", Long.toString(part.sizeBytes()),
                "MinSizeAllowed", Long.toString(MIN_SIZE_BYTES)));
      }
    }
    return parts;
  }

  private UploadedPart match(NavigableMap<Integer, UploadedPart> uploaded) {
    UploadedPart part = uploaded.get(number);
    if (part == null) {
      throw invalid("was not uploaded");
    }
    if (!part.md5Hex().equals(etag)) {
      throw invalid("has the ETag " + part.md5Hex() + ", not " + etag);
    }
    part.checksum()
        .ifPresent(sum -> {
          String given = checksums.get(sum.algorithm().element());
          if (given != null && !given.equals(sum.value())) {
            throw invalid("has the " + sum.algorithm() + " " + sum.value() + ", not " + given);
          }
        });
    return part;
  }

  private S3Exception invalid(String why) {
    return new S3Exception(
        ErrorCode.INVALID_PART,
        "One or more of the specified parts could not be found. The part may not have been"
            + " uploaded, or the specified entity tag may not match the part's entity tag: part "
            + number
            + " "
            + why,
        Map.of("PartNumber", Integer.toString(number), "ETag", etag));
  }
}
