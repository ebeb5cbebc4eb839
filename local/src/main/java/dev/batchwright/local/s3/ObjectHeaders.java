package dev.batchwright.local.s3;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The headers of a PUT that belong to the object and that a GET repeats.
final class ObjectHeaders {

  static final String CONTENT_TYPE = "content-type";

  /// What S3 answers for an object that was put without a type.
  static final String DEFAULT_CONTENT_TYPE = "binary/octet-stream";

  private static final String CONTENT_ENCODING = "content-encoding";
  private static final String USER_PREFIX = "x-amz-meta-";

  /// S3's limit on user metadata: names and values together.
  private static final int MAX_USER_BYTES = 2048;

  private static final Set<String> SYSTEM =
      Set.of(
          CONTENT_TYPE,
          "content-disposition",
          "content-language",
          "cache-control",
          "expires",
          "x-amz-website-redirect-location");

  private ObjectHeaders() {}

  /// @throws S3Exception MetadataTooLarge, or NotImplemented for what would be lost silently
  static SortedMap<String, String> of(S3Request request) {
    refuse(request, "x-amz-server-side-encryption-customer-algorithm", "Encryption with SSE-C");
    refuse(request, "x-amz-object-lock-mode", "Object lock");
    refuse(request, "x-amz-object-lock-legal-hold", "Legal hold");
    refuse(request, "x-amz-tagging", "Object tagging");
    SortedMap<String, String> headers = new TreeMap<>();
    int userBytes = 0;
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      String name = header.getKey();
      if (name.startsWith(USER_PREFIX)) {
        userBytes += name.length() - USER_PREFIX.length() + header.getValue().length();
        headers.put(name, header.getValue());
      } else if (SYSTEM.contains(name)) {
        headers.put(name, header.getValue());
      }
    }
    if (userBytes > MAX_USER_BYTES) {
      throw new S3Exception(
          ErrorCode.METADATA_TOO_LARGE,
          "Your metadata headers exceed the maximum allowed metadata size of "
              + MAX_USER_BYTES
              + " bytes: they have "
              + userBytes);
    }
    String encoding = contentEncoding(request);
    if (!encoding.isEmpty()) {
      headers.put(CONTENT_ENCODING, encoding);
    }
    headers.putIfAbsent(CONTENT_TYPE, DEFAULT_CONTENT_TYPE);
    return headers;
  }

  private static void refuse(S3Request request, String header, String what) {
    if (request.header(header).isPresent()) {
      throw S3Exception.notImplemented(what + " (header " + header + ")");
    }
  }

  /// Without `aws-chunked`, which is how the body came, not what it is.
  private static String contentEncoding(S3Request request) {
    return Arrays.stream(request.header(CONTENT_ENCODING).orElse("").split(","))
        .map(String::strip)
        .filter(coding -> !coding.isEmpty() && !coding.equals("aws-chunked"))
        .collect(Collectors.joining(","));
  }
}
