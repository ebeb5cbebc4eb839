package dev.batchwright.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.trigger.Bindings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemplateComposerTest {

  private static final String TEMPLATE =
      """
      # A comment that stays.
      Parameters: {}
      Resources:
        # The queue.
        Triggers:
          Type: AWS::SQS::Queue

      Outputs:
        Url:
          Value: !Ref Triggers
      """;

  @Test
  void withoutSchedulesTheTemplateIsAsItWas() {
    assertThat(TemplateComposer.compose(TEMPLATE, Bindings.NONE)).isSameAs(TEMPLATE);
    assertThat(TemplateComposer.compose(TEMPLATE, bindings("orders", ""))).isSameAs(TEMPLATE);
  }

  @Test
  void aScheduleIsTheLastResourceAndAllElseIsAsItWas() {
    String composed =
        TemplateComposer.compose(
            TEMPLATE,
            bindings(
                "daily-orders",
                """
                "schedule":{"expression":"cron(0 2 * * ? *)","timezone":"Europe/Vienna"},\
                """));

    assertThat(composed)
        .startsWith(TEMPLATE.substring(0, TEMPLATE.indexOf("\nOutputs")))
        .endsWith(TEMPLATE.substring(TEMPLATE.indexOf("\nOutputs")))
        .contains(
            """
              DailyOrdersSchedule:
                Type: AWS::Scheduler::Schedule
                Properties:
                  Description: 'Starts a run of daily-orders'
                  GroupName: !Ref ScheduleGroup
                  ScheduleExpression: 'cron(0 2 * * ? *)'
                  ScheduleExpressionTimezone: 'Europe/Vienna'
            """
                .indent(0))
        .contains(
            "Input: '{\"schedule\":\"daily-orders\","
                + "\"scheduledTime\":\"<aws.scheduler.scheduled-time>\"}'");
  }

  @Test
  void resourcesMayBeTheLastSection() {
    String last = TEMPLATE.substring(0, TEMPLATE.indexOf("\nOutputs"));
    String composed =
        TemplateComposer.compose(
            last, bindings("orders", "\"schedule\":{\"expression\":\"rate(1 hour)\"},"));

    assertThat(composed).startsWith(last).endsWith("Arn: !GetAtt TriggersDeadLetters.Arn\n");
  }

  @Test
  void aScheduleOfAResourcesNameIsRefused() {
    Bindings bindings = bindings("orders", "\"schedule\":{\"expression\":\"rate(1 hour)\"},");
    String taken = TEMPLATE.replace("  Triggers:", "  OrdersSchedule:");

    assertThatThrownBy(() -> TemplateComposer.compose(taken, bindings))
        .isInstanceOf(BadRequestException.class)
        .hasMessage(
            "binding 'orders': its schedule would be resource OrdersSchedule, which the template"
                + " has already; rename the binding");
    assertThatThrownBy(() -> TemplateComposer.compose("Outputs: {}\n", bindings))
        .hasMessageContaining("no line 'Resources:'");
  }

  @Test
  void pathsFollowTheTemplate() {
    String template =
        "  CodeUri: ../f.zip\n  DefinitionUri: ../m/a.json\n  DefinitionUri: s3://b/k\n";

    assertThat(
            TemplateComposer.relocate(
                template,
                Path.of("/home/infra"),
                Path.of("/home/x/y"),
                _ -> Path.of("/home/x/c.zip")))
        .isEqualTo(
            "  CodeUri: ../c.zip\n  DefinitionUri: ../../m/a.json\n  DefinitionUri: s3://b/k\n");
  }

  @Test
  void aTemplateWithSchedulesSaysSo() {
    String template =
        """
        Parameters:
          SchedulesAdded:
            Type: String
            Default: "false"
          Other:
            Default: "false"
        """
            + TEMPLATE.substring(TEMPLATE.indexOf("Resources:"));
    String added = "SchedulesAdded:\n    Type: String\n    Default: ";
    String other = "Other:\n    Default: \"false\"";

    assertThat(
            TemplateComposer.compose(
                template, bindings("orders", "\"schedule\":{\"expression\":\"rate(1 hour)\"},")))
        .contains(added + "\"true\"", other);
    assertThat(TemplateComposer.compose(template, bindings("orders", "")))
        .contains(added + "\"false\"", other);
  }

  private static Bindings bindings(String name, String schedule) {
    String json =
        """
        {"bindings":{"%s":{%s "job":"count-by","inputs":["s3://{incoming}/a/{date}/*"],
         "output":"s3://{data}/out/{run}/"}}}
        """
            .formatted(name, schedule);
    return Bindings.read(json.getBytes(StandardCharsets.UTF_8), "test");
  }
}
