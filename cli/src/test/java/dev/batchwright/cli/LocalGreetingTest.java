package dev.batchwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.cli.place.Mount;
import dev.batchwright.local.EmbeddedTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalGreetingTest {

  private static final String TEMPLATE =
      """
      Resources:
        IncomingBucket: {Type: AWS::S3::Bucket}
        DataBucket: {Type: AWS::S3::Bucket}
        Triggers: {Type: AWS::SQS::Queue}
        UploadRule:
          Type: AWS::Events::Rule
          Properties:
            EventPattern:
              detail-type: [Object Created]
              detail: {bucket: {name: [!Ref IncomingBucket]}}
            Targets: [{Id: q, Arn: !GetAtt Triggers.Arn}]
        StartRuns:
          Type: AWS::Serverless::Function
          Properties:
            Handler: a.B
            Events: {Triggers: {Type: SQS, Properties: {Queue: !GetAtt Triggers.Arn}}}
        OrdersSchedule:
          Type: AWS::Scheduler::Schedule
          Properties:
            ScheduleExpression: cron(0 2 * * ? *)
            ScheduleExpressionTimezone: Europe/Vienna
            Target: {Arn: !GetAtt Triggers.Arn}
        OldSchedule:
          Type: AWS::Scheduler::Schedule
          Properties:
            ScheduleExpression: at(2026-01-01T00:00:00)
            Target: {Arn: !GetAtt Triggers.Arn}
        Hourly:
          Type: AWS::Events::Rule
          Properties:
            State: DISABLED
            ScheduleExpression: rate(1 hour)
            Targets: [{Id: q, Arn: !GetAtt Triggers.Arn}]
      """;

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path home;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);

  @Test
  void saysWhatTheTemplateDeclaresAndWhenSchedulesFireNext() throws IOException {
    Path template = Files.writeString(home.resolve("template.yaml"), TEMPLATE);
    Path incoming = Files.createDirectory(home.resolve("incoming"));
    Mount mount = new Mount("batchwright-incomingbucket", incoming, "incoming", false);
    try (EmbeddedTarget target =
        EmbeddedTarget.of(template, home.resolve("state"))
            .mount("incoming", incoming)
            .clock(CLOCK)
            .triggers()
            .start()) {
      new LocalGreeting(target, List.of(mount), Path.of("local.log")).print(print);
      assertThat(out.toString(StandardCharsets.UTF_8).lines())
          .startsWith(
              "Batchwright's local target answers at " + target.endpoint(),
              "",
              "  bucket         s3://batchwright-databucket",
              "  bucket         s3://batchwright-incomingbucket is " + incoming,
              "  queue          " + target.endpoint() + "/000000000000/Triggers",
              "  functions      StartRuns",
              "  trigger        UploadRule: Object Created in s3://batchwright-incomingbucket"
                  + " -> Triggers -> StartRuns",
              "  schedule       OrdersSchedule: cron(0 2 * * ? *), next 2026-11-25 02:00"
                  + " Europe/Vienna -> Triggers -> StartRuns",
              "  schedule       OldSchedule: at(2026-01-01T00:00:00), never again"
                  + " -> Triggers -> StartRuns",
              "  schedule       Hourly: rate(1 hour), switched off -> Triggers -> StartRuns",
              "  log            local.log");
    }
  }

  @Test
  void printsALineForEachTriggerAndEachRun() {
    LocalEvents events = new LocalEvents(print, CLOCK);
    events.objectCreated("in", "orders/a.csv", List.of("UploadRule"));
    events.objectCreated("in", "other.txt", List.of());
    events.fired("OrdersSchedule", Instant.parse("2026-11-24T01:00:00Z"));
    events.executionStarted("BatchRun", "orders-2026-11-24T0100Z");
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "12:00:00 upload    s3://in/orders/a.csv -> UploadRule",
            "12:00:00 schedule  OrdersSchedule fired for 2026-11-24T01:00:00Z",
            "12:00:00 started   BatchRun orders-2026-11-24T0100Z");
  }
}
