package dev.batchwright.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateTest {
  private static final Map<String, String> CHECKSUMS_OFF = Map.of("InputChecksums", "off");

  @TempDir Path directory;

  @Test
  void resourcesAreReadWithGlobalsDefaultsAndReferences() throws IOException {
    Files.writeString(
        directory.resolve("m.asl.json"),
        "{\"f\":\"${WorkArn}\",\"q\":\"${Letters}\",\"n\":${N},\"text\":\"${!x} ${a.b}\"}");
    Template template =
        read(
            """
            Transform: AWS::Serverless-2016-10-31
            Parameters:
              Many: {Type: Number, Default: 7, MinValue: 1}
            Globals:
              Function:
                Runtime: java25
                MemorySize: 1769
                Environment: {Variables: {SHARED: a, BOTH: global}}
            Resources:
              Work:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: a.B::handleRequest
                  Timeout: 20
                  ReservedConcurrentExecutions: !Ref Many
                  Environment: {Variables: {BOTH: own, BUCKET: !Ref TheData, QUEUE: !Ref Letters}}
              Small: {Type: AWS::Serverless::Function, Properties: {Handler: a.B, MemorySize: 128}}
              TheData: {Type: AWS::S3::Bucket}
              Named: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "${AWS::StackName}-n"}}
              Letters:
                Type: AWS::SQS::Queue
                Properties:
                  QueueName: dead
                  MessageRetentionPeriod: 1209600
                  SqsManagedSseEnabled: true
              Jobs:
                Type: AWS::SQS::Queue
                Properties:
                  RedrivePolicy: {deadLetterTargetArn: !GetAtt Letters.Arn, maxReceiveCount: 3}
              Machine:
                Type: AWS::Serverless::StateMachine
                Properties:
                  DefinitionUri: m.asl.json
                  DefinitionSubstitutions:
                    WorkArn: !GetAtt Work.Arn
                    Letters: !Ref Letters
                    N: 5
              Nightly:
                Type: AWS::Scheduler::Schedule
                Properties:
                  ScheduleExpression: rate(1 day)
                  Target: {Arn: !Ref Machine, RoleArn: !GetAtt MachineRole.Arn}
            Outputs:
              Url: {Value: !GetAtt Letters.QueueUrl}
            """);

    Declared.Function work = template.all(Declared.Function.class).getFirst();
    assertThat(work.name()).isEqualTo("Work");
    assertThat(work.arn()).isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:Work");
    assertThat(work.handler()).isEqualTo("a.B::handleRequest");
    assertThat(work.timeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(work.memoryMb()).isEqualTo(1_769);
    assertThat(work.reservedConcurrency()).isEqualTo(OptionalInt.of(7));
    assertThat(work.environment())
        .isEqualTo(
            Map.of(
                "SHARED", "a",
                "BOTH", "own",
                "BUCKET", "stack-thedata",
                "QUEUE", "http://here/000000000000/dead"));
    Declared.Function small = template.all(Declared.Function.class).getLast();
    assertThat(small.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(small.memoryMb()).isEqualTo(128);
    assertThat(template.all(Declared.Bucket.class))
        .extracting(Declared.Bucket::name)
        .containsExactly("stack-thedata", "stack-n");
    Declared.Queue letters = template.all(Declared.Queue.class).getFirst();
    assertThat(letters.name()).isEqualTo("dead");
    assertThat(letters.attributes())
        .isEqualTo(Map.of("MessageRetentionPeriod", "1209600", "SqsManagedSseEnabled", "true"));
    assertThat(template.all(Declared.Queue.class).getLast().attributes().get("RedrivePolicy"))
        .isEqualTo(
            "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead\","
                + "\"maxReceiveCount\":3}");
    Declared.StateMachine machine = template.all(Declared.StateMachine.class).getFirst();
    assertThat(machine.type()).isEqualTo("STANDARD");
    assertThat(machine.definition())
        .isEqualTo(
            "{\"f\":\"arn:aws:lambda:us-east-1:000000000000:function:Work\","
                + "\"q\":\"http://here/000000000000/dead\",\"n\":5,\"text\":\"${!x} ${a.b}\"}");
    Declared.Schedule nightly = template.all(Declared.Schedule.class).getFirst();
    assertThat(nightly.properties().at("/Target/Arn").asText())
        .isEqualTo("arn:aws:states:us-east-1:000000000000:stateMachine:Machine");
    assertThat(template.outputs()).containsEntry("Url", "http://here/000000000000/dead");
  }

  @Test
  void everyIntrinsicFunctionIsResolvedInBothForms() throws IOException {
    Template template =
        read(
            """
            Parameters:
              Stage: {Type: String, Default: test}
            Conditions:
              Live: !Equals [!Ref Stage, live]
              Test: !Not [!Condition Live]
              Both: !And [!Condition Test, !Or [!Condition Live, Fn::Equals: [a, a]]]
            Mappings:
              Sizes: {test: {count: 3}}
            Resources:
              Gone: {Type: AWS::SNS::Topic, Condition: Live}
              T:
                Type: AWS::SNS::Topic
                Condition: Both
                Properties:
                  join: !Join ["-", [a, !Ref Stage, Ref: AWS::Region]]
                  select: !Select [1, !Split [",", "x,y"]]
                  sub: !Sub ["${a}/${AWS::AccountId}/${!kept}/${Q.QueueName}", {a: !Ref Stage}]
                  longSub: {Fn::Sub: "${Stage}"}
                  chosen: !If [Live, l, {Fn::If: [Test, t, x]}]
                  found: !FindInMap [Sizes, !Ref Stage, count]
                  none: !Ref AWS::NoValue
                  list: [a, !Ref AWS::NoValue, b]
                  base: {Fn::Base64: hi}
                  length: {Fn::Length: [a, b]}
                  json: {Fn::ToJsonString: {a: 1}}
                  att: {Fn::GetAtt: [Q, Arn]}
                  partition: !Ref AWS::Partition
                  Condition: {Bool: {aws:SecureTransport: "false"}}
              Q: {Type: AWS::SQS::Queue}
            """);

    assertThat(template.resources()).extracting(Declared::logicalId).containsExactly("T", "Q");
    assertThat(template.resources().getFirst().properties())
        .hasToString(
            "{\"join\":\"a-test-us-east-1\",\"select\":\"y\","
                + "\"sub\":\"test/000000000000/${kept}/Q\",\"longSub\":\"test\",\"chosen\":\"t\","
                + "\"found\":3,\"list\":[\"a\",\"b\"],\"base\":\"aGk=\",\"length\":2,"
                + "\"json\":\"{\\\"a\\\":1}\",\"att\":\"arn:aws:sqs:us-east-1:000000000000:Q\","
                + "\"partition\":\"aws\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}");
  }

  @Test
  void parametersAreChecked() {
    String declared =
        """
        Parameters:
          Size: {Type: Number, Default: 5, MinValue: 1, MaxValue: 9}
          Kind: {Type: String, Default: A, AllowedValues: [A, B]}
          Name: {Type: String, AllowedPattern: "[a-z]+"}
        Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Name}}}
        """;

    assertThat(read(declared, Map.of("Name", "n")).parameters())
        .isEqualTo(Map.of("Size", "5", "Kind", "A", "Name", "n"));
    assertRefused(declared, Map.of(), ":4 parameter Name] has no default and was not given");
    assertRefused(declared, Map.of("Name", "N"), "parameter Name] 'N': expected a match of [a-z]+");
    assertRefused(declared, Map.of("Name", "n", "Size", "10"), "expected a number in [1.0, 9.0]");
    assertRefused(declared, Map.of("Name", "n", "Size", "x"), "'x': expected a number");
    assertRefused(declared, Map.of("Name", "n", "Kind", "C"), "expected one of [A, B]");
    assertRefused(declared, Map.of("Nmae", "n"), "'Nmae' is not declared; there are [Size, Kind");
  }

  @Test
  void defectsNamePlaceAndRemedy() throws IOException {
    Files.writeString(directory.resolve("d.json"), "{\"a\":\"${Missing}\"}");

    assertRefused("Resources: {\n  A: [", "t.yaml:2] not YAML");
    assertRefused("a: 1\na: 2", "t.yaml:2] key 'a' stands here twice");
    assertRefused("a: 1", "has no Resources");
    assertRefused("Resources:\n  A: {Properties: {}}", "t.yaml:2 A] has no Type");
    assertRefused(
        "Resources:\n  A:\n    Type: AWS::SQS::Queue\n    Properties:\n      X: !Ref Nobody",
        "t.yaml:5 A] Ref 'Nobody': no such parameter or resource");
    assertRefused(
        "Resources:\n  A:\n    Type: T\n    Properties:\n      X: !GetAtt Nobody.Arn",
        "t.yaml:5 A] GetAtt 'Nobody.Arn'");
    assertRefused(
        "Resources:\n  A: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref A}}",
        "'A' refers to itself");
    assertRefused(
        "Resources: {A: {Type: T, Properties: {X: !ImportValue y}}}",
        "Fn::ImportValue is not resolved by the embedded target; use a parameter");
    assertRefused(
        "Resources: {A: {Type: AWS::Serverless::Function, Properties: {Handler: a.B, Timeout: 901}}}",
        "Timeout '901': expected a whole number from 1 to 900");
    assertRefused(
        "Resources: {A: {Type: AWS::Serverless::Function, Properties: {}}}", "has no Handler");
    assertRefused(
        "Resources: {A: {Type: AWS::Serverless::Function,"
            + " Properties: {Handler: a.b, Runtime: python3.13}}}",
        "Runtime 'python3.13'");
    assertRefused(
        "Resources: {A: {Type: AWS::Serverless::StateMachine, Properties: {DefinitionUri: no.json}}}",
        "no.json cannot be read");
    assertRefused(
        "Resources: {A: {Type: AWS::Serverless::StateMachine, Properties: {DefinitionUri: d.json}}}",
        "the definition has ${Missing}; add it to DefinitionSubstitutions");
    assertThatThrownBy(() -> Template.read(directory.resolve("none.yaml"), around(Map.of())))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void theTemplateThatIsDeployedIsRead() {
    Template template = Template.read(Path.of("../infra/template.yaml"), around(Map.of()));

    assertThat(template.all(Declared.Function.class))
        .allSatisfy(f -> {
          assertThat(f.handler())
              .isEqualTo("dev.batchwright.functions." + f.logicalId() + "::handleRequest");
          assertThat(f.memoryMb()).isEqualTo(1_769);
          assertThat(f.environment()).containsKey("BATCHWRIGHT_DATA_BUCKET");
        })
        .extracting(Declared.Function::logicalId)
        .contains(
            "PlanChunks",
            "MapChunk",
            "CheckSeams",
            "PlanPartitions",
            "ReducePartition",
            "Publish",
            "ReportFailure");
    Declared.StateMachine run = template.all(Declared.StateMachine.class).getFirst();
    assertThat(run.definition())
        .contains("function:PlanChunks", "http://here/000000000000/DeadLetters");
    assertThat(template.outputs())
        .containsEntry("DataBucketName", "stack-databucket")
        .containsEntry("BatchRunArn", run.arn());
  }

  @Test
  void allFunctionsAreToldWhetherInputsAreHeldAgainstChecksums() {
    Path file = Path.of("../infra/template.yaml");
    for (Map<String, String> given : List.of(Map.<String, String>of(), CHECKSUMS_OFF)) {
      assertThat(Template.read(file, around(given)).all(Declared.Function.class))
          .isNotEmpty()
          .allSatisfy(function ->
              assertThat(function.environment())
                  .containsEntry(
                      "BATCHWRIGHT_INPUT_CHECKSUMS", given.getOrDefault("InputChecksums", "on")));
    }
    assertThatThrownBy(() -> Template.read(file, around(Map.of("InputChecksums", "no"))))
        .hasMessageContaining("InputChecksums");
  }

  @Test
  void whatWouldTakeAllMemoryOrTheStackIsRefusedByALimit() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i <= 24; i++) {
      laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertRefused(laughs.toString(), "has more values than the limit of 500000");
    assertRefused("a: " + "[".repeat(101) + "]".repeat(101), "the limit is 100 levels");
    assertRefused("a: " + "[".repeat(50_000), "the limit is 100 levels");
    assertRefused("a: &a [*a]", "the limit is 100 levels");
    assertRefused("a: " + "[".repeat(99) + "]".repeat(99), "has no Resources");
  }

  @Test
  void whatIsNoTextWhereATextBelongsIsRefusedWithItsLine() {
    assertRefused("? [a]\n: b", ":1");
    assertRefused("Resources:\n  A: {Condition: [x]}", "Condition is a list or a mapping");
    assertRefused(
        "Conditions: {A: !Condition A}\nResources: {B: {Condition: A}}", "refers to itself");
    assertRefused(
        "Parameters: {A: {Default: x, AllowedPattern: '('}}\nResources: {}", "regular expression");
    assertRefused(
        "Parameters: {A: {Default: 1, Type: Number, MinValue: x}}\nResources: {}", "a number");
    assertRefused("Resources: {A: {Type: [x]}}", "has no Type");
    assertThat(read("Resources: {}\nX: [!!int x, !!float y, 1e999999999]")).isNotNull();
  }

  private Template read(String yaml) {
    return read(yaml, Map.of());
  }

  private Template read(String yaml, Map<String, String> parameters) {
    try {
      Path file = Files.writeString(directory.resolve("t.yaml"), yaml);
      return Template.read(file, around(parameters));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertRefused(String yaml, String message) {
    assertRefused(yaml, Map.of(), message);
  }

  private void assertRefused(String yaml, Map<String, String> parameters, String message) {
    assertThatThrownBy(() -> read(yaml, parameters))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(message);
  }

  private static Surroundings around(Map<String, String> parameters) {
    return new Surroundings(
        "us-east-1", "000000000000", "stack", "http://here/000000000000", parameters);
  }
}
