package dev.batchwright.local.s3;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One request, decoded: which bucket and key, the query, the headers, the body.
final class S3Request {

  private final String method;
  private final String bucket;
  private final String key;
  private final Map<String, String> query;
  private final Map<String, String> headers;
  private final InputStream rawBody;

  private S3Request(
      String method,
      String bucket,
      String key,
      Map<String, String> query,
      Map<String, String> headers,
      InputStream rawBody) {
    this.method = method;
    this.bucket = bucket;
    this.key = key;
    this.query = query;
    this.headers = headers;
    this.rawBody = rawBody;
  }

  /// @throws S3Exception InvalidURI
  static S3Request of(HttpExchange exchange) {
    Map<String, String> headers = new TreeMap<>();
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      headers.put(header.getKey().toLowerCase(Locale.ROOT), String.join(",", header.getValue()));
    }
    String path = exchange.getRequestURI().getRawPath();
    String rest = path.startsWith("/") ? path.substring(1) : path;
    int slash = rest.indexOf('/');
    return new S3Request(
        exchange.getRequestMethod(),
        UrlCodec.decodePath(slash < 0 ? rest : rest.substring(0, slash)),
        UrlCodec.decodePath(slash < 0 ? "" : rest.substring(slash + 1)),
        parseQuery(exchange.getRequestURI().getRawQuery()),
        headers,
        exchange.getRequestBody());
  }

  private static Map<String, String> parseQuery(@Nullable String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        query.putIfAbsent(UrlCodec.decodeQuery(name), UrlCodec.decodeQuery(value));
      }
    }
    return query;
  }

  String method() {
    return method;
  }

  /// Empty for a request to the service itself.
  String bucket() {
    return bucket;
  }

  /// Empty for a request to a bucket.
  String key() {
    return key;
  }

  boolean hasQuery(String name) {
    return query.containsKey(name);
  }

  /// A query parameter that is there and not empty.
  Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  Map<String, String> query() {
    return query;
  }

  /// A header, by its lower-case name.
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// All headers, lower case.
  Map<String, String> headers() {
    return headers;
  }

  /// A query parameter that is a number.
  ///
  /// @throws S3Exception InvalidArgument when it is no number in [minimum, maximum]
  int number(String name, int defaultValue, int minimum, int maximum) {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return defaultValue;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= minimum && number <= maximum) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw S3Exception.invalidArgument(
        name
            + " must be an integer between "
            + minimum
            + " and "
            + maximum
            + ", not '"
            + text.get()
            + "'");
  }

  /// Whether the body is in the `aws-chunked` content coding.
  boolean isAwsChunked() {
    return header("x-amz-content-sha256").orElse("").startsWith("STREAMING-")
        || header("content-encoding").orElse("").contains("aws-chunked");
  }

  /// The body as it came over the wire.
  InputStream rawBody() {
    return rawBody;
  }

  /// How many bytes the decoded body should have, where the client says.
  OptionalLong declaredSizeBytes() {
    Optional<String> text =
        isAwsChunked() ? header("x-amz-decoded-content-length") : header("content-length");
    try {
      return text.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(text.get().strip()));
    } catch (NumberFormatException e) {
      throw S3Exception.invalidArgument("'" + text.get() + "' is not a content length");
    }
  }

  /// Reads what is left of the body, so that the client gets to read the answer.
  void drain() throws IOException {
    byte[] buffer = new byte[64 * 1024];
    while (rawBody.read(buffer) >= 0) {
      // Nothing to keep.
    }
  }
}
