package dev.batchwright.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The whole target over small templates, through SDK clients.
class EmbeddedTargetTest {
  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Data: {Type: AWS::S3::Bucket}
        Letters: {Type: AWS::SQS::Queue}
        Surroundings:
          Type: AWS::Serverless::Function
          Properties:
            Handler: dev.batchwright.local.lambda.TestHandlers$Surroundings::handleRequest
            Environment: {Variables: {SETTING: !Ref Data}}
      """;

  @TempDir Path directory;

  @Test
  void whatTheTemplateDeclaresIsThereOnOnePort() throws IOException {
    Files.createDirectories(directory.resolve("mine"));
    Files.writeString(directory.resolve("mine/a.csv"), "a,b\n");
    try (EmbeddedTarget target =
            settings(TEMPLATE).mountReadOnly("mine", directory.resolve("mine")).start();
        S3Client s3 = TestClients.client(S3Client.builder(), target.endpoint());
        SqsClient sqs = TestClients.client(SqsClient.builder(), target.endpoint());
        LambdaClient lambda = TestClients.client(LambdaClient.builder(), target.endpoint())) {
      assertThat(s3.listBuckets().buckets())
          .extracting(Bucket::name)
          .containsExactly("batchwright-data", "mine");
      assertThat(s3.getObjectAsBytes(r -> r.bucket("mine").key("a.csv")).asUtf8String())
          .isEqualTo("a,b\n");
      assertThat(target.bucket("Data")).isEqualTo("batchwright-data");
      assertThat(sqs.listQueues().queueUrls()).containsExactly(target.queueUrl("Letters"));
      assertThat(
              lambda
                  .invoke(
                      r -> r.functionName("Surroundings").payload(SdkBytes.fromUtf8String("{}")))
                  .payload()
                  .asUtf8String())
          .contains("\"setting\":\"batchwright-data\"", "\"base\":\"us-east-1\"");
    }
  }

  @Test
  void theDoorAnswersForHealthIdentityAndWhatIsNotThere() throws IOException {
    try (EmbeddedTarget target = settings(TEMPLATE).start()) {
      URI endpoint = target.endpoint();
      assertThat(endpoint.getHost()).isEqualTo("127.0.0.1");
      assertThat(get(endpoint.resolve("/_batchwright/health"), ""))
          .startsWith("200 {\"status\":\"ok\"");
      assertThat(get(endpoint.resolve("/_batchwright/x"), "")).startsWith("404 ");
      assertThat(post(endpoint, "Action=GetCallerIdentity&Version=2011-06-15"))
          .startsWith("200 ")
          .contains("<Account>000000000000</Account>");
      assertThat(post(endpoint, "Action=AssumeRole"))
          .startsWith("501 ")
          .contains("AssumeRole is not offered");
      String signature = "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/sns/aws4_request, x";
      assertThat(get(endpoint, signature))
          .startsWith("501 ")
          .contains("service sns is not offered", "s3, sqs, lambda, states, sts");
    }
  }

  @Test
  void aTakenPortAndAWrongTemplateAreNamed() throws IOException {
    try (EmbeddedTarget target = settings(TEMPLATE).start()) {
      int port = target.endpoint().getPort();
      assertThatThrownBy(() -> settings(TEMPLATE).port(port).start())
          .hasMessageContaining("port " + port + " of 127.0.0.1 is taken");
      assertThatThrownBy(() -> target.stateMachineArn("Nobody"))
          .hasMessageContaining("declares no StateMachine 'Nobody'; there are [");
    }
    assertThatThrownBy(() -> settings("Resources: {A: {}}").start())
        .hasMessageContaining("template.yaml:1 A] has no Type");
  }

  private EmbeddedSettings settings(String template) throws IOException {
    Path file = Files.writeString(directory.resolve("template.yaml"), template);
    return EmbeddedTarget.of(file, directory.resolve("state"));
  }

  private static String get(URI uri, String authorization) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    if (!authorization.isEmpty()) {
      connection.setRequestProperty("Authorization", authorization);
    }
    return answer(connection);
  }

  private static String post(URI uri, String form) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.resolve("/").toURL().openConnection();
    connection.setDoOutput(true);
    connection.getOutputStream().write(form.getBytes(StandardCharsets.UTF_8));
    return answer(connection);
  }

  private static String answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return status + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
