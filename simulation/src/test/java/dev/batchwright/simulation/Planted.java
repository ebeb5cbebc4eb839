package dev.batchwright.simulation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Bugs, planted between the stages and S3: what the program would do if one of its guarantees were
/// not there.
enum Planted {
  /// Commits are written whatever is there: the last attempt wins, or a zombie.
  COMMITS_WITHOUT_CONDITION,
  /// Outputs are completed when their last part is there, and not by publish.
  VISIBLE_BEFORE_THE_LEDGER,
  /// Attempts at a chunk write to one key in the shuffle.
  SHUFFLE_KEYS_WITHOUT_ATTEMPT,
  /// `_SUCCESS` is written before the manifest.
  SUCCESS_BEFORE_MANIFEST,
  /// The planner does not see the last object of a listing of the input.
  LISTINGS_WITHOUT_LAST_OBJECT,
  /// Uploads are completed without their last part.
  UPLOADS_WITHOUT_LAST_PART,
  /// What S3 says of an object's checksum is not looked at.
  CHECKSUMS_NOT_JOINED;

  /// The way to S3 with the bug in it.
  UnaryOperator<SdkHttpClient> way() {
    return target -> new Client(this, target);
  }

  private record Client(Planted bug, SdkHttpClient target) implements SdkHttpClient {

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          return answer(request);
        }

        @Override
        public void abort() {}
      };
    }

    private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
      SdkHttpRequest http = request.httpRequest();
      String path = http.encodedPath();
      return switch (bug) {
        case COMMITS_WITHOUT_CONDITION ->
            send(
                path.contains("/commits/")
                    ? with(request, http.copy(r -> r.removeHeader("If-None-Match")))
                    : request);
        case SHUFFLE_KEYS_WITHOUT_ATTEMPT -> {
          String shared = path.replaceAll("/shuffle/.*?(chunk-\\d+).*", "/shuffle/000/$1");
          yield send(with(request, http.copy(r -> r.encodedPath(shared))));
        }
        case SUCCESS_BEFORE_MANIFEST -> {
          if (http.method() == SdkHttpMethod.PUT && path.endsWith("/manifest.json")) {
            put(http, path.replace("manifest.json", "_SUCCESS"));
          }
          yield send(request);
        }
        case VISIBLE_BEFORE_THE_LEDGER -> {
          HttpExecuteResponse answer = send(request);
          if (http.method() == SdkHttpMethod.PUT && path.contains("/part-")) {
            complete(http, answer);
          }
          yield answer;
        }
        case UPLOADS_WITHOUT_LAST_PART ->
            send(http.method() == SdkHttpMethod.POST ? withoutLastPart(request) : request);
        case CHECKSUMS_NOT_JOINED -> {
          HttpExecuteResponse answer = send(request);
          yield http.method() == SdkHttpMethod.HEAD ? withoutChecksum(answer) : answer;
        }
        case LISTINGS_WITHOUT_LAST_OBJECT -> {
          HttpExecuteResponse answer = send(request);
          boolean list = http.rawQueryParameters().containsKey("list-type");
          yield list && path.contains("input") ? withoutLast(answer) : answer;
        }
      };
    }

    private HttpExecuteResponse send(HttpExecuteRequest request) throws IOException {
      return target.prepareRequest(request).call();
    }

    private static HttpExecuteRequest withoutLastPart(HttpExecuteRequest request)
        throws IOException {
      String xml = "";
      if (request.contentStreamProvider().isPresent()) {
        try (InputStream in = request.contentStreamProvider().get().newStream()) {
          xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
      if (xml.split("<Part>", -1).length < 3) {
        return request;
      }
      int end = xml.lastIndexOf("</Part>") + "</Part>".length();
      byte[] less =
          (xml.substring(0, xml.lastIndexOf("<Part>")) + xml.substring(end))
              .getBytes(StandardCharsets.UTF_8);
      return HttpExecuteRequest.builder()
          .request(request.httpRequest().copy(r -> r.putHeader("Content-Length", "" + less.length)))
          .contentStreamProvider(() -> new ByteArrayInputStream(less))
          .build();
    }

    private static HttpExecuteResponse withoutChecksum(HttpExecuteResponse answer) {
      SdkHttpFullResponse.Builder http =
          SdkHttpFullResponse.builder().statusCode(answer.httpResponse().statusCode());
      answer
          .httpResponse()
          .headers()
          .forEach((name, values) -> {
            if (!name.startsWith("x-amz-checksum-")) {
              http.putHeader(name, values);
            }
          });
      return HttpExecuteResponse.builder().response(http.build()).build();
    }

    private static HttpExecuteRequest with(HttpExecuteRequest request, SdkHttpRequest http) {
      HttpExecuteRequest.Builder copy = HttpExecuteRequest.builder().request(http);
      request.contentStreamProvider().ifPresent(copy::contentStreamProvider);
      return copy.build();
    }

    private void put(SdkHttpRequest like, String path) throws IOException {
      send(
          HttpExecuteRequest.builder().request(request(like, SdkHttpMethod.PUT, path, "")).build());
    }

    private void complete(SdkHttpRequest part, HttpExecuteResponse answer) throws IOException {
      String etag = answer.httpResponse().firstMatchingHeader("ETag").orElseThrow();
      byte[] body =
          "<Complete><Part><PartNumber>1</PartNumber><ETag>%s</ETag></Part></Complete>"
              .formatted(etag)
              .getBytes(StandardCharsets.UTF_8);
      SdkHttpRequest http =
          request(
              part,
              SdkHttpMethod.POST,
              part.encodedPath(),
              "uploadId=" + part.firstMatchingRawQueryParameter("uploadId").orElseThrow());
      send(
          HttpExecuteRequest.builder()
              .request(http)
              .contentStreamProvider(() -> new ByteArrayInputStream(body))
              .build());
    }

    private static SdkHttpRequest request(
        SdkHttpRequest like, SdkHttpMethod method, String path, String query) {
      URI to = like.getUri();
      return SdkHttpFullRequest.builder()
          .uri(
              URI.create(
                  to.getScheme()
                      + "://"
                      + to.getHost()
                      + path
                      + (query.isEmpty() ? "" : "?" + query)))
          .method(method)
          .build();
    }

    private static HttpExecuteResponse withoutLast(HttpExecuteResponse answer) throws IOException {
      String xml;
      try (InputStream in = answer.responseBody().orElseThrow()) {
        xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      int last = xml.lastIndexOf("<Contents>");
      int end = xml.lastIndexOf("</Contents>");
      boolean several = xml.split("<Contents>", -1).length > 3;
      String less = several ? xml.substring(0, last) + xml.substring(end + 11) : xml;
      byte[] bytes = less.getBytes(StandardCharsets.UTF_8);
      return HttpExecuteResponse.builder()
          .response(
              answer.httpResponse().toBuilder()
                  .putHeader("Content-Length", "" + bytes.length)
                  .build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
          .build();
    }

    @Override
    public void close() {}
  }
}
