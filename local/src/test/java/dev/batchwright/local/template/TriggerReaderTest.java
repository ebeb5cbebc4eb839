package dev.batchwright.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerReaderTest {
  private static final String TEMPLATE =
      """
      Resources:
        Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: q}}
        Bucket: {Type: AWS::S3::Bucket}
        Group: {Type: AWS::Scheduler::ScheduleGroup, Properties: {Name: jobs}}
        Uploads:
          Type: AWS::Events::Rule
          Properties:
            Name: stack-uploads
            EventPattern: {detail: {bucket: {name: [!Ref Bucket]}}}
            Targets: [{Id: q, Arn: !GetAtt Queue.Arn, InputPath: $.detail}]
        Nightly:
          Type: AWS::Scheduler::Schedule
          Properties:
            GroupName: !Ref Group
            ScheduleExpression: cron(0 2 * * ? *)
            ScheduleExpressionTimezone: Europe/Vienna
            StartDate: "2026-01-01T00:00:00+01:00"
            EndDate: "2027-01-01T00:00:00Z"
            Target:
              Arn: !GetAtt Queue.Arn
              Input: '{"a":1}'
              RetryPolicy: {MaximumEventAgeInSeconds: 600}
        Work:
          Type: AWS::Serverless::Function
          Properties:
            Handler: a.B
            Events:
              Any: {Type: EventBridgeRule, Properties: {RuleName: any, Pattern: {a: [b]}}}
              Tick: {Type: Schedule, Properties: {Schedule: rate(1 hour), Enabled: false}}
              Page: {Type: Api, Properties: {Path: /}}
        Takes:
          Type: AWS::Lambda::EventSourceMapping
          Properties:
            EventSourceArn: !GetAtt Queue.Arn
            FunctionName: !Ref Work
            BatchSize: 100
            MaximumBatchingWindowInSeconds: 5
            FunctionResponseTypes: [ReportBatchItemFailures]
        Streams:
          Type: AWS::Lambda::EventSourceMapping
          Properties: {EventSourceArn: "arn:aws:kinesis:x:1:s", FunctionName: !Ref Work}
      Outputs:
        Rule: {Value: !GetAtt Uploads.Arn}
        Name: {Value: !Ref Uploads}
      """;

  @TempDir Path directory;

  @Test
  void triggersAreReadWithTheirDefaults() throws IOException {
    Template template = read(TEMPLATE);
    Declared.Rule rule = template.all(Declared.Rule.class).getFirst();
    assertThat(rule.name()).isEqualTo("stack-uploads");
    assertThat(rule.arn())
        .isEqualTo("arn:aws:events:us-east-1:000000000000:rule/stack-uploads")
        .isEqualTo(template.outputs().get("Rule"));
    assertThat(template.outputs()).containsEntry("Name", "stack-uploads");
    assertThat(rule.enabled()).isTrue();
    assertThat(rule.pattern().orElseThrow())
        .hasToString("{\"detail\":{\"bucket\":{\"name\":[\"stack-bucket\"]}}}");
    assertThat(rule.targets()).hasSize(1);

    Declared.Schedule nightly = template.all(Declared.Schedule.class).getFirst();
    assertThat(nightly.arn())
        .isEqualTo("arn:aws:scheduler:us-east-1:000000000000:schedule/jobs/Nightly");
    assertThat(nightly.timezone()).isEqualTo("Europe/Vienna");
    assertThat(nightly.start()).contains(Instant.parse("2025-12-31T23:00:00Z"));
    assertThat(nightly.end()).contains(Instant.parse("2027-01-01T00:00:00Z"));
    assertThat(nightly.input()).isEqualTo("{\"a\":1}");
    assertThat(nightly.maximumAge()).isEqualTo(Duration.ofMinutes(10));

    Declared.Mapping takes = template.all(Declared.Mapping.class).getFirst();
    assertThat(template.all(Declared.Mapping.class)).hasSize(1);
    assertThat(takes.queueArn()).isEqualTo("arn:aws:sqs:us-east-1:000000000000:q");
    assertThat(takes.function()).isEqualTo("Work");
    assertThat(takes.batchSize()).isEqualTo(100);
    assertThat(takes.window()).isEqualTo(Duration.ofSeconds(5));
    assertThat(takes.reportsFailures()).isTrue();
    assertThat(takes.maximumConcurrency()).isEqualTo(OptionalInt.empty());
  }

  @Test
  void samEventsAreWhatSamMakesOfThem() throws IOException {
    Template template = read(TEMPLATE);
    Declared.Rule any = template.all(Declared.Rule.class).get(1);
    assertThat(any.logicalId()).isEqualTo("WorkAny");
    assertThat(any.name()).isEqualTo("any");
    assertThat(any.targets().getFirst().path("Arn").asText())
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:Work");
    Declared.Rule tick = template.all(Declared.Rule.class).get(2);
    assertThat(tick.logicalId()).isEqualTo("WorkTick");
    assertThat(tick.schedule()).isEqualTo(Optional.of("rate(1 hour)"));
    assertThat(tick.pattern()).isEmpty();
    assertThat(tick.enabled()).isFalse();
    assertThat(template.all(Declared.Rule.class)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS::Events::Rule | Name: a | neither a pattern nor a schedule",
        "AWS::Scheduler::Schedule | Target: {Arn: a} | has no ScheduleExpression",
        "AWS::Scheduler::Schedule | {ScheduleExpression: rate(1 day)} | has no Arn",
        "AWS::Scheduler::Schedule | {ScheduleExpressionTimezone: Wien} | expected one such as Europe",
        "AWS::Lambda::EventSourceMapping | FunctionName: f | has no EventSourceArn",
      })
  void whatIsMissingIsNamedWithItsLine(String type, String properties, String message) {
    assertThatThrownBy(() ->
            read("Resources:\n  T:\n    Type: " + type + "\n    Properties:\n      " + properties))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("t.yaml:3 T]")
        .hasMessageContaining(message);
  }

  private Template read(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("t.yaml"), text);
    return Template.read(
        file, new Surroundings("us-east-1", "000000000000", "stack", "http://q", Map.of()));
  }
}
