package dev.batchwright.simulation.s3;

import dev.batchwright.simulation.faults.S3Call;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/// The S3 protocol over a [MemoryStore]: as much of it as the storage of batch speaks, held to the
/// same contract as the embedded endpoint. Uploads whose checksum is wrong are refused as S3 does.
///
/// It is there because the simulation makes millions of requests, whose every byte has to be the
/// same for the same seed: the embedded endpoint keeps files, at some 0.15 to 0.4 ms a request, and
/// names uploads by chance.
public final class MemoryS3 implements SdkHttpClient {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  private final MemoryStore store;

  public MemoryS3(MemoryStore store) {
    this.store = store;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return answer(request);
      }

      @Override
      public void abort() {
        // A request is over before anyone could give it up.
      }
    };
  }

  private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
    SdkHttpRequest http = request.httpRequest();
    S3Call call = S3Call.of(http);
    try {
      return route(call, http, body(request)).build();
    } catch (S3Error e) {
      byte[] xml =
          xml(
              "<Error><Code>%s</Code><Message>%s</Message></Error>"
                  .formatted(e.code(), Xml.escape(String.valueOf(e.getMessage()))));
      boolean head = call.operation() == S3Call.Operation.HEAD_OBJECT;
      return reply(e.status(), Map.of("Content-Type", "application/xml"), head ? new byte[0] : xml)
          .build();
    }
  }

  private static byte[] body(HttpExecuteRequest request) throws IOException {
    if (request.contentStreamProvider().isEmpty()) {
      return new byte[0];
    }
    try (InputStream in = request.contentStreamProvider().get().newStream()) {
      return in.readAllBytes();
    }
  }

  private HttpExecuteResponse.Builder route(S3Call call, SdkHttpRequest http, byte[] body)
      throws S3Error {
    String bucket = call.bucket();
    String key = call.key();
    return switch (call.operation()) {
      case GET_OBJECT -> get(call, http);
      case HEAD_OBJECT -> {
        Stored stored = pinned(call, http);
        yield reply(200, headers(stored, http, stored.bytes().length), new byte[0]);
      }
      case PUT_OBJECT -> {
        checkBody(http, body);
        Optional<String> replaces = http.firstMatchingHeader("If-Match");
        yield etag(
            replaces.isPresent()
                ? store.replace(bucket, key, body, metadata(http), replaces.get())
                : store.put(bucket, key, body, metadata(http), call.conditional()));
      }
      case DELETE_OBJECT -> {
        store.objects(bucket);
        store.delete(bucket, key);
        yield reply(204, Map.of(), new byte[0]);
      }
      case LIST_OBJECTS -> ok(ObjectList.of(store, bucket, http));
      case CREATE_UPLOAD ->
          ok(
              "<InitiateMultipartUploadResult><Bucket>%s</Bucket><Key>%s</Key><UploadId>%s</UploadId></InitiateMultipartUploadResult>"
                  .formatted(
                      bucket, Xml.escape(key), store.createUpload(bucket, key, metadata(http))));
      case UPLOAD_PART -> {
        checkBody(http, body);
        int number = Integer.parseInt(query(http, "partNumber"));
        yield etag(store.putPart(bucket, key, query(http, "uploadId"), number, body));
      }
      case COMPLETE_UPLOAD -> {
        List<CompletedPart> parts = CompletedPart.parse(new String(body, StandardCharsets.UTF_8));
        String id = query(http, "uploadId");
        Stored made = store.complete(bucket, key, id, parts, call.conditional());
        yield ok(
            "<CompleteMultipartUploadResult><Bucket>%s</Bucket><Key>%s</Key><ETag>%s</ETag></CompleteMultipartUploadResult>"
                .formatted(bucket, Xml.escape(key), Xml.escape(made.etag())));
      }
      case ABORT_UPLOAD -> {
        store.abort(bucket, key, query(http, "uploadId"));
        yield reply(204, Map.of(), new byte[0]);
      }
      case LIST_UPLOADS -> ok(UploadList.of(store, bucket, http));
      case OTHER ->
          throw new S3Error(501, "NotImplemented", http.method() + " " + http.encodedPath());
    };
  }

  private Stored existing(String bucket, String key) throws S3Error {
    store.objects(bucket);
    return store
        .find(bucket, key)
        .orElseThrow(
            () -> new S3Error(404, "NoSuchKey", "The specified key does not exist: " + key));
  }

  /// The object, if it is the one that If-Match asks for.
  private Stored pinned(S3Call call, SdkHttpRequest http) throws S3Error {
    Stored stored = existing(call.bucket(), call.key());
    Optional<String> match = http.firstMatchingHeader("If-Match");
    if (match.isPresent() && !match.get().equals(stored.etag())) {
      throw new S3Error(
          412,
          "PreconditionFailed",
          "At least one of the pre-conditions you specified did not hold");
    }
    return stored;
  }

  private HttpExecuteResponse.Builder get(S3Call call, SdkHttpRequest http) throws S3Error {
    Stored stored = pinned(call, http);
    byte[] bytes = stored.bytes();
    Optional<String> asked = http.firstMatchingHeader("Range");
    if (asked.isEmpty()) {
      return reply(200, headers(stored, http, bytes.length), bytes);
    }
    Matcher range = RANGE.matcher(asked.get());
    if (!range.matches() || Long.parseLong(range.group(1)) >= bytes.length) {
      throw new S3Error(
          416, "InvalidRange", "The requested range is not satisfiable: " + asked.get());
    }
    int start = Integer.parseInt(range.group(1));
    int end = (int) Math.min(bytes.length, Long.parseLong(range.group(2)) + 1);
    byte[] part = Arrays.copyOfRange(bytes, start, end);
    Map<String, String> headers = new HashMap<>(headers(stored, http, part.length));
    headers.keySet().removeIf(name -> name.startsWith("x-amz-checksum-")); // it is of the whole
    headers.put("Content-Range", "bytes %d-%d/%d".formatted(start, end - 1, bytes.length));
    return reply(206, headers, part);
  }

  private static Map<String, String> headers(Stored stored, SdkHttpRequest http, int lengthBytes) {
    Map<String, String> headers = new HashMap<>();
    headers.put("ETag", stored.etag());
    headers.put("Content-Length", Integer.toString(lengthBytes));
    headers.put("Accept-Ranges", "bytes");
    headers.put(
        "Last-Modified",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(stored.modifiedAt().atOffset(ZoneOffset.UTC)));
    stored.metadata().forEach((name, value) -> headers.put("x-amz-meta-" + name, value));
    boolean wanted =
        http.firstMatchingHeader("x-amz-checksum-mode").filter("ENABLED"::equals).isPresent();
    Checksum.Kind kind = stored.checksum().kind();
    if (wanted && kind != Checksum.Kind.NONE) {
      headers.put(kind.header(), stored.checksum().value());
      headers.put("x-amz-checksum-type", kind.isWhole() ? "FULL_OBJECT" : "COMPOSITE");
    }
    return headers;
  }

  /// What S3 checks of an upload: a checksum or digest that came with it, and its length.
  private static void checkBody(SdkHttpRequest http, byte[] body) throws S3Error {
    for (String name : http.headers().keySet()) {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean other = lower.startsWith("x-amz-checksum-") && !lower.equals("x-amz-checksum-crc32c");
      if (other || lower.equals("x-amz-trailer")) {
        throw new S3Error(501, "NotImplemented", "uploads with " + name);
      }
    }
    check(http, "x-amz-checksum-crc32c", Checksum.of(Checksum.Kind.CRC32C, body).value());
    check(http, "Content-MD5", Base64.getEncoder().encodeToString(MemoryStore.md5(body)));
    check(http, "Content-Length", Integer.toString(body.length));
  }

  private static void check(SdkHttpRequest http, String header, String actual) throws S3Error {
    Optional<String> said = http.firstMatchingHeader(header);
    if (said.isPresent() && !said.get().equals(actual)) {
      throw new S3Error(
          400, "BadDigest", header + " says " + said.get() + ", the body has " + actual);
    }
  }

  private static Map<String, String> metadata(SdkHttpRequest http) {
    Map<String, String> metadata = new HashMap<>();
    http.headers()
        .forEach((name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (lower.startsWith("x-amz-meta-")) {
            metadata.put(lower.substring("x-amz-meta-".length()), values.getFirst());
          }
        });
    return metadata;
  }

  static String query(SdkHttpRequest http, String name) {
    return http.firstMatchingRawQueryParameter(name).orElse("");
  }

  private static HttpExecuteResponse.Builder etag(Stored stored) {
    return reply(200, Map.of("ETag", stored.etag()), new byte[0]);
  }

  private static HttpExecuteResponse.Builder ok(String xml) {
    return reply(200, Map.of("Content-Type", "application/xml"), xml(xml));
  }

  private static byte[] xml(String text) {
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text).getBytes(StandardCharsets.UTF_8);
  }

  private static HttpExecuteResponse.Builder reply(
      int status, Map<String, String> headers, byte[] body) {
    SdkHttpFullResponse.Builder http = SdkHttpFullResponse.builder().statusCode(status);
    headers.forEach(http::putHeader);
    HttpExecuteResponse.Builder answer = HttpExecuteResponse.builder();
    if (body.length > 0) {
      http.putHeader("Content-Length", Integer.toString(body.length));
      answer.responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)));
    }
    return answer.response(http.build());
  }

  @Override
  public String clientName() {
    return "MemoryS3";
  }

  @Override
  public void close() {
    // Nothing is held but memory.
  }
}
