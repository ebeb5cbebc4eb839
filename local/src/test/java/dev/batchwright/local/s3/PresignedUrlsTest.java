package dev.batchwright.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// URLs that the SDK signs for others, who have no credentials.
class PresignedUrlsTest {

  @TempDir private Path directory;
  private EmbeddedS3 s3;
  private S3Presigner presigner;

  @BeforeEach
  void start() throws IOException {
    s3 = new EmbeddedS3(directory);
    s3.client().createBucket(r -> r.bucket("data"));
    presigner =
        S3Presigner.builder()
            .endpointOverride(s3.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build();
  }

  @AfterEach
  void stop() throws IOException {
    presigner.close();
    s3.close();
  }

  private static HttpResponse<String> send(
      URI url, Function<HttpRequest.Builder, HttpRequest.Builder> how)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(how.apply(HttpRequest.newBuilder(url)).build(), BodyHandlers.ofString());
    }
  }

  @Test
  void anObjectIsPutAndReadThroughThem() throws IOException, InterruptedException {
    URI put =
        URI.create(
            presigner
                .presignPutObject(p ->
                    p.signatureDuration(Duration.ofMinutes(5))
                        .putObjectRequest(r -> r.bucket("data").key("a b/ü.csv")))
                .url()
                .toString());
    assertThat(send(put, r -> r.PUT(BodyPublishers.ofString("a,b\n1,2\n"))).statusCode())
        .isEqualTo(200);
    URI get =
        URI.create(
            presigner
                .presignGetObject(p ->
                    p.signatureDuration(Duration.ofMinutes(5))
                        .getObjectRequest(r ->
                            r.bucket("data")
                                .key("a b/ü.csv")
                                .range("bytes=0-2")
                                .responseContentType("text/csv")))
                .url()
                .toString());
    HttpResponse<String> answer = send(get, r -> r.header("Range", "bytes=0-2").GET());
    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo("a,b");
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv");
  }
}
