package dev.batchwright.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.local.TestClients;
import dev.batchwright.local.http.EndpointServer;
import dev.batchwright.local.http.Json;
import dev.batchwright.local.http.Router;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/// Lambda as the SDK sees it.
class LambdaEndpointTest {
  private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:";

  private EndpointServer server;
  private FunctionHost host;
  private LambdaClient lambda;

  @BeforeEach
  void start() {
    start(new Concurrency(4, Concurrency.Overflow.THROTTLE));
  }

  private void start(Concurrency concurrency) {
    server = EndpointServer.bind(0);
    host =
        new FunctionHost(
            ARN, Map.of("AWS_REGION", "us-east-1"), concurrency, getClass().getClassLoader());
    server.serve(
        new Router(
            "000000000000",
            List.of(),
            Map.of(LambdaEndpoint.PATH_PREFIX, new LambdaEndpoint(host)),
            e -> e.close()));
    lambda = TestClients.client(LambdaClient.builder(), server.endpoint());
  }

  @AfterEach
  void stop() {
    lambda.close();
    host.close();
    server.close();
  }

  @Test
  void aStreamHandlerGetsTheBytesAndItsLogComesBack() {
    deploy("Echo");

    InvokeResponse answer =
        lambda.invoke(r ->
            r.functionName(ARN + "Echo:$LATEST")
                .logType(LogType.TAIL)
                .payload(SdkBytes.fromUtf8String("{\"a\":[1,2]}")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.functionError()).isNull();
    assertThat(answer.executedVersion()).isEqualTo("$LATEST");
    assertThat(answer.payload().asUtf8String()).isEqualTo("{\"a\":[1,2]}");
    String log = new String(Base64.getDecoder().decode(answer.logResult()), StandardCharsets.UTF_8);
    assertThat(log).contains("START RequestId", "echo runs", "REPORT RequestId", "512 MB");
  }

  @Test
  void anObjectHandlersTypesAreConverted() {
    deploy("Typed");

    assertThat(
            invoke("Typed", "{\"id\":\"o1\",\"count\":3,\"unknown\":true}").path("text").asText())
        .isEqualTo("o1 x 3");
    assertThat(invoke("Typed", "[1]").path("errorMessage").asText())
        .startsWith("An error occurred during JSON parsing");
  }

  @Test
  void aHandlerKnowsItsSettingsAndKeepsItsObject() {
    deploy("Surroundings");

    invoke("Surroundings", "{}");
    JsonNode second = invoke("Surroundings", "");

    assertThat(second.path("calls").asInt()).as("one object for both").isEqualTo(2);
    assertThat(second.path("setting").asText()).isEqualTo("of Surroundings");
    assertThat(second.path("base").asText()).isEqualTo("us-east-1");
    assertThat(second.path("memoryMb").asInt()).isEqualTo(512);
    assertThat(second.path("name").asText()).isEqualTo("Surroundings");
    assertThat(second.path("arn").asText()).isEqualTo(ARN + "Surroundings");
    assertThat(second.path("leftMillis").asInt()).isBetween(1, 60_000);
  }

  @Test
  void whatAHandlerThrowsIsReportedAsTheRuntimeReportsIt() {
    deploy("Throws");

    InvokeResponse answer = call("Throws", "\"bad\"");
    JsonNode error = json(answer);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.functionError()).isEqualTo("Unhandled");
    assertThat(error.path("errorMessage").asText()).isEqualTo("chunk 7 is bad");
    assertThat(error.path("errorType").asText())
        .isEqualTo(TestHandlers.BadChunkException.class.getName());
    assertThat(error.path("stackTrace")).as("down to the host").hasSize(2);
    assertThat(error.at("/stackTrace/0").asText())
        .startsWith(TestHandlers.Throws.class.getName() + ".handleRequest(TestHandlers.java:");
    assertThat(error.at("/cause/errorType").asText()).isEqualTo(IOException.class.getName());
    assertThat(invoke("Throws", "\"memory\"").path("errorType").asText())
        .isEqualTo("java.lang.OutOfMemoryError");
  }

  @Test
  void aHandlerThatCannotBeMadeSaysWhy() {
    deploy("Unmakeable");
    host.deploy(function("Missing", "no.such.Handler::handleRequest", Duration.ofMinutes(1)));
    host.deploy(function("Other", "java.lang.String::handleRequest", Duration.ofMinutes(1)));
    host.deploy(
        function("Method", TestHandlers.Echo.class.getName() + "::run", Duration.ofMinutes(1)));

    assertThat(invoke("Unmakeable", "\"x\"").path("errorMessage").asText())
        .isEqualTo("no setting TABLE");
    assertThat(invoke("Missing", "\"x\"").path("errorType").asText())
        .isEqualTo("java.lang.ClassNotFoundException");
    assertThat(invoke("Other", "\"x\"").path("errorMessage").asText())
        .contains("implements neither");
    assertThat(invoke("Method", "\"x\"").path("errorMessage").asText())
        .contains("::run", "::handleRequest");
  }

  @Test
  void aHandlerThatHangsIsCutOffAndTheNextCallGetsAFreshOne() throws Exception {
    host.deploy(function("Hangs", TestHandlers.Hangs.class.getName(), Duration.ofMillis(50)));

    JsonNode error = invoke("Hangs", "\"hang\"");

    assertThat(error.path("errorType").asText()).isEqualTo("Sandbox.Timedout");
    assertThat(error.path("errorMessage").asText())
        .endsWith("Error: Task timed out after 0.05 seconds");
    assertThat(TestHandlers.Hangs.INTERRUPTED.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    assertThat(call("Hangs", "\"go on\"").payload().asUtf8String()).isEqualTo("\"go on\"");
  }

  @Test
  void oneInvocationTooManyIsThrottled() throws Exception {
    host.deploy(
        new FunctionDefinition(
            "Gate",
            TestHandlers.Gate.class.getName(),
            Duration.ofMinutes(1),
            512,
            OptionalInt.of(1),
            Map.of()));
    CompletableFuture<InvokeResponse> first =
        CompletableFuture.supplyAsync(() -> call("Gate", "\"1\""));
    TestHandlers.Gate.ENTERED.acquire();

    assertThatThrownBy(() -> call("Gate", "\"2\"")).isInstanceOf(TooManyRequestsException.class);

    TestHandlers.Gate.MAY_LEAVE.release();
    assertThat(first.get(10, TimeUnit.SECONDS).payload().asUtf8String()).isEqualTo("\"1\"");
  }

  @Test
  void oneInvocationTooManyWaitsWhereThatIsTheSetting() throws Exception {
    stop();
    start(new Concurrency(1, Concurrency.Overflow.QUEUE));
    deploy("Gate");
    deploy("Typed");
    CompletableFuture<InvokeResponse> first =
        CompletableFuture.supplyAsync(() -> call("Gate", "\"1\""));
    TestHandlers.Gate.ENTERED.acquire();

    CompletableFuture<InvokeResponse> second =
        CompletableFuture.supplyAsync(() -> call("Gate", "\"2\""));
    TestHandlers.Gate.MAY_LEAVE.release(2);

    assertThat(first.get(10, TimeUnit.SECONDS).functionError()).isNull();
    assertThat(second.get(10, TimeUnit.SECONDS).functionError()).isNull();
    assertThat(TestHandlers.Gate.ENTERED.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aFunctionWithoutPlacesIsThrottledEvenWhereOthersWait() {
    stop();
    start(new Concurrency(1, Concurrency.Overflow.QUEUE));
    host.deploy(
        new FunctionDefinition(
            "Stopped",
            TestHandlers.Echo.class.getName(),
            Duration.ofMinutes(1),
            512,
            OptionalInt.of(0),
            Map.of()));

    assertThatThrownBy(() -> call("Stopped", "{}")).isInstanceOf(TooManyRequestsException.class);
  }

  @Test
  void payloadsHaveLimits() {
    deploy("Large");
    deploy("Echo");

    assertThat(invoke("Large", "6291557").path("errorType").asText())
        .isEqualTo("Function.ResponseSizeTooLarge");
    assertThatThrownBy(() -> call("Echo", "\"" + "x".repeat(6_291_456) + "\""))
        .isInstanceOf(RequestTooLargeException.class);
  }

  @Test
  void anEventIsRunWithoutWaitingAndADryRunIsNotRun() throws Exception {
    deploy("Gate");

    int dry =
        lambda
            .invoke(r -> r.functionName("Gate").invocationType(InvocationType.DRY_RUN))
            .statusCode();
    int later =
        lambda
            .invoke(r ->
                r.functionName("Gate")
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String("\"1\"")))
            .statusCode();

    assertThat(dry).isEqualTo(204);
    assertThat(later).isEqualTo(202);
    assertThat(TestHandlers.Gate.ENTERED.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    assertThat(TestHandlers.Gate.ENTERED.tryAcquire()).as("the dry run ran nothing").isFalse();
    TestHandlers.Gate.MAY_LEAVE.release();
  }

  @Test
  void functionsAreListedAndUnknownOnesNamed() {
    deploy("Echo");
    deploy("Typed");

    assertThat(lambda.listFunctions().functions())
        .extracting(FunctionConfiguration::functionName)
        .containsExactly("Echo", "Typed");
    assertThat(lambda.getFunction(r -> r.functionName("Echo")).configuration().memorySize())
        .isEqualTo(512);
    assertThatThrownBy(() -> call("Nobody", "{}"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("function:Nobody")
        .hasMessageContaining("[Echo, Typed]");
    assertThatThrownBy(() -> lambda.deleteFunction(r -> r.functionName("Echo")))
        .isInstanceOfSatisfying(
            LambdaException.class, e -> assertThat(e.statusCode()).isEqualTo(501))
        .hasMessageContaining("not offered");
  }

  private void deploy(String name) {
    host.deploy(
        function(
            name,
            TestHandlers.class.getName() + "$" + name + "::handleRequest",
            Duration.ofMinutes(1)));
  }

  private static FunctionDefinition function(String name, String handler, Duration timeout) {
    return new FunctionDefinition(
        name, handler, timeout, 512, OptionalInt.empty(), Map.of("SETTING", "of " + name));
  }

  private InvokeResponse call(String name, String payload) {
    return lambda.invoke(r -> r.functionName(name).payload(SdkBytes.fromUtf8String(payload)));
  }

  private JsonNode invoke(String name, String payload) {
    return json(call(name, payload));
  }

  private static JsonNode json(InvokeResponse answer) {
    return Json.read(answer.payload().asByteArray());
  }
}
