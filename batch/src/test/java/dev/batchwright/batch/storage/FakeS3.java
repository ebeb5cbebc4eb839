package dev.batchwright.batch.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/// S3 as a function from HTTP requests to HTTP answers, under the client that the stages use:
/// faults are put in where they happen, at the protocol. Retries wait for nothing. Safe for many
/// threads where the function is.
final class FakeS3 implements SdkHttpClient {

  private static final URI ENDPOINT = URI.create("http://s3.test");

  /// An answer.
  record Answer(int status, Map<String, String> headers, InputStream body) {

    static Answer of(int status, byte[] body) {
      return new Answer(status, Map.of(), new ByteArrayInputStream(body))
          .with("Content-Length", "" + body.length);
    }

    static Answer error(int status, String code) {
      String xml = "<Error><Code>%s</Code><Message>no</Message></Error>".formatted(code);
      return of(status, xml.getBytes(StandardCharsets.UTF_8));
    }

    /// The bytes `[start, end)` of an object, as a ranged GET of it answers.
    static Answer range(byte[] object, String etag, int start, int end) {
      return of(206, java.util.Arrays.copyOfRange(object, start, end))
          .with("ETag", etag)
          .with("Content-Range", "bytes %d-%d/%d".formatted(start, end - 1, object.length));
    }

    Answer with(String header, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Answer(status, more, body);
    }
  }

  /// What answers.
  interface Handler {
    Answer answer(SdkHttpRequest request) throws IOException;
  }

  private final Handler handler;
  final List<SdkHttpRequest> requests = new CopyOnWriteArrayList<>();

  FakeS3(Handler handler) {
    this.handler = handler;
  }

  /// The client of [S3Clients] over this, but for the time between its retries.
  S3Client client() {
    Shortcuts.open(ENDPOINT, this);
    try {
      return S3Clients.create(
          ENDPOINT,
          builder -> {
            StandardRetryStrategy strategy =
                (StandardRetryStrategy)
                    builder.overrideConfiguration().retryStrategy().orElseThrow();
            builder
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(
                    builder.overrideConfiguration().toBuilder()
                        .retryStrategy(
                            strategy.toBuilder()
                                .backoffStrategy(BackoffStrategy.retryImmediately())
                                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                                .build())
                        .build());
          });
    } finally {
      Shortcuts.close(ENDPOINT);
    }
  }

  /// Storage over this.
  S3Storage storage() {
    return S3Storage.of(client());
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        requests.add(request.httpRequest());
        Answer answer = handler.answer(request.httpRequest());
        SdkHttpResponse.Builder head = SdkHttpResponse.builder().statusCode(answer.status());
        answer.headers().forEach(head::appendHeader);
        return HttpExecuteResponse.builder()
            .response(head.build())
            .responseBody(AbortableInputStream.create(answer.body()))
            .build();
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}
}
