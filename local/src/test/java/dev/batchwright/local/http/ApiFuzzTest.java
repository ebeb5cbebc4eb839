package dev.batchwright.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.batchwright.local.lambda.Concurrency;
import dev.batchwright.local.lambda.FunctionDefinition;
import dev.batchwright.local.lambda.FunctionHost;
import dev.batchwright.local.lambda.LambdaEndpoint;
import dev.batchwright.local.lambda.TestHandlers;
import dev.batchwright.local.s3.Buckets;
import dev.batchwright.local.s3.S3Endpoint;
import dev.batchwright.local.sqs.SqsService;
import dev.batchwright.local.stepfunctions.StepFunctionsService;
import dev.batchwright.states.api.StepFunctionsApi;
import dev.batchwright.states.engine.StatesEngine;
import dev.batchwright.states.port.TaskIntegrations;
import dev.batchwright.states.time.SimulatedTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// Any request to the embedded target has an answer, and none says that the target is at fault.
class ApiFuzzTest {

  private static final String ACCOUNT = "000000000000";

  @TempDir private static Path home;

  private static Buckets buckets;
  private static SqsService sqs;
  private static FunctionHost functions;
  private static Router router;

  @BeforeAll
  static void start() throws IOException {
    buckets = Buckets.in(home.resolve("data"));
    buckets.create("bucket");
    Files.writeString(home.resolve("data/bucket/key"), "0123456789");
    Files.writeString(home.resolve("secret"), "outside");
    sqs =
        new SqsService(
            home.resolve("sqs"),
            "http://here/" + ACCOUNT,
            "arn:aws:sqs:us-east-1:" + ACCOUNT + ":",
            Clock.systemUTC());
    sqs.declare("queue", Map.of());
    functions =
        new FunctionHost(
            "arn:aws:lambda:us-east-1:" + ACCOUNT + ":function:",
            Map.of(),
            new Concurrency(4, Concurrency.Overflow.THROTTLE),
            ApiFuzzTest.class.getClassLoader());
    functions.deploy(
        new FunctionDefinition(
            "Echo",
            TestHandlers.class.getName() + "$Echo::handleRequest",
            Duration.ofMinutes(1),
            512,
            OptionalInt.empty(),
            Map.of()));
    SimulatedTime time = SimulatedTime.automatic(Instant.parse("2026-01-01T00:00:00Z"));
    StepFunctionsApi steps =
        StepFunctionsApi.over(StatesEngine.builder().time(time), TaskIntegrations.none());
    router =
        new Router(
            ACCOUNT,
            List.of(sqs, new StepFunctionsService(steps)),
            Map.of(
                LambdaEndpoint.PATH_PREFIX, new LambdaEndpoint(functions),
                HealthPage.PATH_PREFIX, new HealthPage("fuzz")),
            new S3Endpoint(buckets));
  }

  @AfterAll
  static void stop() throws IOException {
    functions.close();
    sqs.close();
    buckets.close();
  }

  @FuzzTest
  void everyRequestHasAnAnswer(byte[] data) throws IOException {
    RawExchange exchange = RawExchange.of(data).orElse(null);
    if (exchange == null || waits(exchange, data)) {
      return;
    }
    router.handle(exchange);
    int status = exchange.getResponseCode();
    assertThat(status).isBetween(200, 501);
    if (status == 501) {
      assertThat(exchange.answer())
          .containsAnyOf("NotImplemented", "not implemented", "not offered");
    } else {
      assertThat(status).as(exchange::answer).isLessThan(500);
    }
    assertThat(exchange.answer()).doesNotContain("outside");
    assertThat(home.resolve("secret")).hasContent("outside");
  }

  /// Calls that wait for something to happen, by the clock: nothing does.
  private static boolean waits(RawExchange exchange, byte[] data) {
    String target = Exchanges.header(exchange, "X-Amz-Target").orElse("");
    return target.endsWith("GetActivityTask")
        || new String(data, StandardCharsets.ISO_8859_1).contains("Wait")
        || target.endsWith("StartSyncExecution");
  }
}
