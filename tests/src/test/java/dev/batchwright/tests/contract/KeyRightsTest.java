package dev.batchwright.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.local.template.Declared;
import dev.batchwright.local.template.Surroundings;
import dev.batchwright.local.template.Template;
import dev.batchwright.tests.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A key of the user's own (parameter `KmsKeyArn` of infra/template.yaml): what it encrypts, and
/// that nobody who touches that was forgotten. No target that can be tested here enforces rights.
class KeyRightsTest {

  private static final Pattern RESOURCE =
      Pattern.compile("^  (\\w+):\\n(?:    .*\\n|\\n|  #.*\\n)+", Pattern.MULTILINE);
  private static final Pattern ROLE = Pattern.compile("!Ref (\\w+)Role\\b");
  private static final String KEY =
      "arn:aws:kms:us-east-1:000000000000:key/0b5c6a9e-1111-2222-3333-444455556666";

  private final Path file = Repository.root().resolve("infra/template.yaml");

  @Test
  void whoReadsOrWritesBucketsOrQueuesMayUseTheKey() throws IOException {
    Map<String, String> resources = resources();
    String allowed = resources.get("UseKey") + resources.get("ReadWithKey");
    assertThat(ROLE.matcher(allowed).results().map(it -> it.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            resources.entrySet().stream()
                .filter(it -> it.getValue().contains("    Policies:"))
                .filter(it -> it.getValue().matches("(?s).*\\b(s3:Get|s3:Put|sqs:Send).*"))
                .map(it -> it.getKey().replaceFirst("Role$", ""))
                .toList());
  }

  @Test
  void everyBucketQueueAndLogGroupHasTheKey() throws IOException {
    assertThat(resources())
        .allSatisfy((name, text) -> {
          if (text.matches("(?s).*    Type: AWS::(S3::Bucket|SQS::Queue|Logs::LogGroup)\\n.*")) {
            assertThat(text)
                .as(name)
                .contains("!If [HasKmsKey, !Ref KmsKeyArn, !Ref AWS::NoValue]");
          }
        });
  }

  @Test
  void theEmbeddedTargetReadsATemplateWithAKey() {
    Template template =
        Template.read(
            file,
            new Surroundings(
                "us-east-1",
                "000000000000",
                "batchwright",
                "http://localhost",
                Map.of("KmsKeyArn", KEY, "AlarmEmail", "ops@example.com")));
    assertThat(template.all(Declared.Queue.class))
        .isNotEmpty()
        .allSatisfy(queue ->
            assertThat(queue.attributes())
                .containsEntry("KmsMasterKeyId", KEY)
                .doesNotContainKey("SqsManagedSseEnabled"));
  }

  private Map<String, String> resources() throws IOException {
    String text = Files.readString(file);
    Matcher matcher = RESOURCE.matcher(text.substring(text.indexOf("\nResources:\n")));
    Map<String, String> resources = new TreeMap<>();
    while (matcher.find()) {
      resources.put(matcher.group(1), matcher.group());
    }
    assertThat(resources).containsKeys("DataBucket", "MapChunk", "FunctionLogs", "UseKey");
    return resources;
  }
}
