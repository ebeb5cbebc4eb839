package dev.batchwright.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.local.http.Json;
import dev.batchwright.local.integrations.Endpoints;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;

/// The server over HTTP with the SDK's client, and behind it, where the variables point, the
/// embedded target as S3, SQS and Lambda.
final class StatesServerTest {

  @TempDir private Path directory;
  private EmbeddedTarget services;
  private StatesServer server;
  private SfnClient sfn;

  @BeforeEach
  void start() throws Exception {
    Path template = directory.resolve("template.yaml");
    java.nio.file.Files.writeString(
        template,
        """
        Resources:
          Data: {Type: AWS::S3::Bucket, Properties: {BucketName: data}}
          Letters: {Type: AWS::SQS::Queue, Properties: {QueueName: letters}}
          Worker:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: worker
              Handler: dev.batchwright.local.lambda.TestHandlers$Echo
              Runtime: java25
              CodeUri: .
        """);
    services =
        EmbeddedTarget.of(template, directory.resolve("state")).clock(Clock.systemUTC()).start();
    Map<String, String> variables = new HashMap<>();
    for (String service : new String[] {"S3", "SQS", "LAMBDA"}) {
      variables.put("AWS_ENDPOINT_URL_" + service, services.endpoint().toString());
    }
    server = StatesServer.start(0, new Endpoints(variables));
    sfn =
        SfnClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .overrideConfiguration(it ->
                it.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
            .build();
  }

  @AfterEach
  void stop() {
    sfn.close();
    server.close();
    services.close();
  }

  private DescribeExecutionResponse run(String name, String definition, String input)
      throws InterruptedException {
    String machine =
        sfn.createStateMachine(it ->
                it.name(name).roleArn("arn:aws:iam::000000000000:role/r").definition(definition))
            .stateMachineArn();
    String execution =
        sfn.startExecution(it -> it.stateMachineArn(machine).input(input)).executionArn();
    DescribeExecutionResponse described;
    do {
      Thread.onSpinWait();
      described = sfn.describeExecution(it -> it.executionArn(execution));
    } while (described.status() == ExecutionStatus.RUNNING);
    return described;
  }

  private static JsonNode json(String text) throws Exception {
    return Json.MAPPER.readTree(text);
  }

  private static String task(String name, String resource, String arguments, String next) {
    return """
    "%s": {"Type": "Task", "Resource": "arn:aws:states:::%s", "QueryLanguage": "JSONata",
           "Arguments": %s, %s}
    """
        .formatted(name, resource, arguments, next);
  }

  private static String machine(String first, String... states) {
    return "{\"StartAt\": \"" + first + "\", \"States\": {" + String.join(",", states) + "}}";
  }

  @Test
  void s3IsCalledThroughTheSdkWithItsErrorsByTheirNames() throws Exception {
    String place = "{\"Bucket\": \"data\", \"Key\": \"a.json\"}";
    DescribeExecutionResponse ended =
        run(
            "s3",
            machine(
                "Put",
                task(
                    "Put",
                    "aws-sdk:s3:putObject",
                    "{\"Bucket\": \"data\", \"Key\": \"a.json\", \"Body\": {\"n\": 1}}",
                    "\"Next\": \"Copy\""),
                task(
                    "Copy",
                    "aws-sdk:s3:copyObject",
                    "{\"Bucket\": \"data\", \"Key\": \"b.json\", \"CopySource\": \"data/a.json\"}",
                    "\"Next\": \"Get\""),
                task(
                    "Get",
                    "aws-sdk:s3:getObject",
                    place,
                    "\"Next\": \"List\""
                        + ", \"Assign\": {\"body\": \"{% $states.result.Body %}\"}"),
                task(
                    "List",
                    "aws-sdk:s3:listObjectsV2",
                    "{\"Bucket\": \"data\", \"MaxKeys\": 10}",
                    "\"Next\": \"Head\", \"Assign\": {\"keys\": \"{% $states.result.Contents.Key %}\"}"),
                task(
                    "Head",
                    "aws-sdk:s3:headObject",
                    place,
                    "\"Next\": \"Delete\","
                        + " \"Assign\": {\"size\": \"{% $states.result.ContentLength %}\"}"),
                task("Delete", "aws-sdk:s3:deleteObject", place, "\"Next\": \"Gone\""),
                task(
                    "Gone",
                    "aws-sdk:s3:getObject",
                    place,
                    """
                    "End": true, "Catch": [{"ErrorEquals": ["S3.NoSuchKeyException"],
                     "Output": "{% {'body': $body, 'keys': $keys, 'size': $size} %}",
                     "Next": "Done"}]
                    """),
                "\"Done\": {\"Type\": \"Succeed\"}"),
            "{}");

    assertThat(ended.cause()).isNull();
    assertThat(json(ended.output()))
        .isEqualTo(
            json("{\"body\": \"{\\\"n\\\":1}\", \"keys\": [\"a.json\", \"b.json\"], \"size\": 7}"));
  }

  @Test
  void functionsAreInvokedInBothForms() throws Exception {
    String arn = "arn:aws:lambda:us-east-1:000000000000:function:worker";
    DescribeExecutionResponse optimized =
        run(
            "invoke",
            machine(
                "F",
                task(
                    "F",
                    "lambda:invoke",
                    "{\"FunctionName\": \"" + arn + "\", \"Payload\": {\"n\": 2}}",
                    "\"End\": true")),
            "{}");
    JsonNode answer = json(optimized.output());
    assertThat(answer.at("/StatusCode").asInt()).isEqualTo(200);
    assertThat(answer.at("/Payload/n").asInt()).isEqualTo(2);
    assertThat(answer.at("/SdkHttpMetadata/HttpStatusCode").asInt()).isEqualTo(200);

    DescribeExecutionResponse direct =
        run(
            "direct",
            machine(
                "F", "\"F\": {\"Type\": \"Task\", \"Resource\": \"" + arn + "\", \"End\": true}"),
            "{\"n\": 3}");
    assertThat(json(direct.output()).at("/n").asInt()).isEqualTo(3);
    assertThat(
            sfn.getExecutionHistory(it -> it.executionArn(direct.executionArn())).events().stream()
                .map(it -> it.typeAsString()))
        .containsSubsequence(
            "LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionSucceeded");
    DescribeExecutionResponse missing =
        run(
            "missing",
            machine(
                "F", "\"F\": {\"Type\": \"Task\", \"Resource\": \"" + arn + "x\", \"End\": true}"),
            "{}");
    assertThat(missing.error()).isEqualTo("Lambda.ResourceNotFoundException");
  }

  @Test
  void messagesAreSentWithJsonAsText() throws Exception {
    DescribeExecutionResponse ended =
        run(
            "send",
            machine(
                "Q",
                task(
                    "Q",
                    "sqs:sendMessage",
                    "{\"QueueUrl\": \""
                        + services.queueUrl("Letters")
                        + "\", \"MessageBody\": {\"a\": 1}}",
                    "\"Next\": \"R\", \"Output\": \"{% $states.result.MD5OfMessageBody %}\""),
                task(
                    "R",
                    "aws-sdk:sqs:receiveMessage",
                    "{\"QueueUrl\": \"" + services.queueUrl("Letters") + "\"}",
                    "\"End\": true, \"Output\": \"{% [$states.input,"
                        + " $states.result.Messages.Body, $states.result.Messages.Md5OfBody] %}\"")),
            "{}");

    assertThat(ended.cause()).isNull();
    JsonNode output = json(ended.output());
    assertThat(output.get(1).asText()).isEqualTo("{\"a\":1}");
    assertThat(output.get(2)).isEqualTo(output.get(0));
  }

  @Test
  void whatIsNotThereIsSaidWithoutACall() throws Exception {
    assertThat(
            run(
                    "field",
                    machine(
                        "T",
                        task("T", "aws-sdk:s3:listBuckets", "{\"Buckets\": 1}", "\"End\": true")),
                    "{}")
                .cause())
        .contains("[Buckets]");
    assertThat(
            run(
                    "service",
                    machine("T", task("T", "aws-sdk:nosuch:doThat", "{}", "\"End\": true")),
                    "{}")
                .cause())
        .contains("software.amazon.awssdk:nosuch");
    assertThat(
            run("action", machine("T", task("T", "aws-sdk:s3:doThat", "{}", "\"End\": true")), "{}")
                .cause())
        .contains("no action 'doThat'");
  }

  @Test
  void expressMachinesAnswerAtOnceAndBadDefinitionsAreRefused() {
    String machine =
        sfn.createStateMachine(it ->
                it.name("e")
                    .type("EXPRESS")
                    .roleArn("arn:aws:iam::000000000000:role/r")
                    .definition("{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Succeed\"}}}"))
            .stateMachineArn();

    assertThat(
            sfn.startSyncExecution(it -> it.stateMachineArn(machine).input("{\"a\":1}")).output())
        .isEqualTo("{\"a\":1}");
    assertThatThrownBy(() ->
            sfn.createStateMachine(
                it -> it.name("bad").roleArn("arn:aws:iam::000000000000:role/r").definition("{}")))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("'StartAt'");
  }
}
