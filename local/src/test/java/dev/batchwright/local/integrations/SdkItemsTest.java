package dev.batchwright.local.integrations;

import static dev.batchwright.local.integrations.OneTask.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.local.EmbeddedTarget;
import dev.batchwright.local.TestClients;
import dev.batchwright.local.http.Json;
import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.engine.Ending;
import dev.batchwright.states.engine.StatesEngine;
import dev.batchwright.states.port.StoredObject;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Item readers and result writers of distributed maps over an S3 endpoint.
final class SdkItemsTest {

  @TempDir private static Path directory;
  private static EmbeddedTarget services;
  private static S3Client s3;
  private static SdkItems items;

  @BeforeAll
  static void start() throws Exception {
    Path template = directory.resolve("template.yaml");
    Files.writeString(
        template,
        """
        Resources:
          Data: {Type: AWS::S3::Bucket, Properties: {BucketName: data}}
          Results: {Type: AWS::S3::Bucket, Properties: {BucketName: results}}
        """);
    services = EmbeddedTarget.of(template, directory.resolve("state")).start();
    s3 = TestClients.client(S3Client.builder().forcePathStyle(true), services.endpoint());
    items = new SdkItems(new Endpoints(Map.of("AWS_ENDPOINT_URL_S3", services.endpoint() + "")));
    put("in.json", "{\"rows\": [{\"n\": 1}, {\"n\": 2}]}");
    put("in.jsonl", "{\"n\": 1}\n{\"n\": 2}\n");
    put("in.csv", "n,name\n1,a\n2,\"b, c\"\n");
  }

  @AfterAll
  static void stop() {
    s3.close();
    services.close();
  }

  private static void put(String key, String content) {
    s3.putObject(it -> it.bucket("data").key(key), RequestBody.fromString(content));
  }

  /// Runs a map over a data set whose items come out as they are.
  private static Ending map(String resource, String config, String arguments, String more)
      throws Exception {
    String definition =
        """
        {'StartAt': 'M', 'QueryLanguage': 'JSONata', 'States': {'M': {
          'Type': 'Map', 'End': true, 'Label': 'm',
          'ItemReader': {'Resource': 'arn:aws:states:::s3:%s',
                         'ReaderConfig': %s, 'Arguments': %s},
          'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'},
                            'StartAt': 'P', 'States': {'P': {'Type': 'Pass', 'End': true}}} %s}}}
        """
            .formatted(resource, config, arguments, more)
            .replace('\'', '"');
    return StatesEngine.builder()
        .items(items)
        .build()
        .run(StateMachine.parse(definition), Json.object())
        .await();
  }

  private static JsonNode output(Ending ending) {
    return OneTask.reread(ending.output().orElseThrow(() -> new AssertionError(ending.toString())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "json | 'InputType': 'JSON', 'ItemsPointer': '/rows' | [{'n': 1}, {'n': 2}]",
        "jsonl | 'InputType': 'JSONL' | [{'n': 1}, {'n': 2}]",
        "csv | 'InputType': 'CSV', 'CSVHeaderLocation': 'FIRST_ROW'"
            + " | [{'n': '1', 'name': 'a'}, {'n': '2', 'name': 'b, c'}]"
      })
  void dataSetsAreRead(String extension, String config, String expected) throws Exception {
    Ending ending =
        map(
            "getObject",
            "{" + config + "}",
            "{'Bucket': 'data', 'Key': 'in." + extension + "'}",
            "");

    assertThat(output(ending)).isEqualTo(json(expected));
  }

  @Test
  void objectsAreListedInAllPages() throws Exception {
    try (WireStub service = new WireStub()) {
      service
          .answersXml(200, page("t+1", "p/1", "p/2"))
          .answersXml(200, page("t2", "p/3"))
          .answersXml(200, page("", "p/4"));

      try (var listed = new SdkItems(service.endpoints()).list("b", "p/")) {
        assertThat(listed.map(StoredObject::key)).containsExactly("p/1", "p/2", "p/3", "p/4");
      }
      assertThat(service.taken().query()).contains("prefix=p%2F").doesNotContain("token");
      assertThat(service.taken().query()).contains("prefix=p%2F", "continuation-token=t%2B1");
      assertThat(service.taken().query()).contains("prefix=p%2F", "continuation-token=t2");
      assertThat(service.isAskedNothingMore()).isTrue();
    }
  }

  /// One page of a list, the last one when nothing follows.
  private static String page(String next, String... keys) {
    var page = new StringBuilder("<ListBucketResult><IsTruncated>");
    page.append(!next.isEmpty()).append("</IsTruncated>");
    if (!next.isEmpty()) {
      page.append("<NextContinuationToken>").append(next).append("</NextContinuationToken>");
    }
    for (String key : keys) {
      page.append("<Contents><Key>").append(key).append("</Key>");
      page.append("<LastModified>2026-01-02T03:04:05Z</LastModified>");
      page.append("<ETag>e</ETag><Size>1</Size></Contents>");
    }
    return page.append("</ListBucketResult>").toString();
  }

  @Test
  void anObjectInAListTellsWhatS3Does() throws Exception {
    JsonNode objects =
        output(map("listObjectsV2", "{'MaxItems': 1}", "{'Bucket': 'data', 'Prefix': 'in.c'}", ""));

    var head = s3.headObject(it -> it.bucket("data").key("in.csv"));
    assertThat(objects)
        .isEqualTo(
            json(
                "[{'Etag': '%s', 'Key': 'in.csv', 'LastModified': %d, 'Size': 20,"
                        .formatted(
                            head.eTag().replace("\"", "\\'"), head.lastModified().getEpochSecond())
                    + " 'StorageClass': 'STANDARD'}]"));
  }

  @ParameterizedTest
  @CsvSource({"getObject, data, none.json", "getObject, none, a", "listObjectsV2, none, a"})
  void whatIsNotThereFailsTheReader(String action, String bucket, String key) throws Exception {
    String place = action.equals("getObject") ? "Key" : "Prefix";

    Ending ending =
        map(
            action,
            action.equals("getObject") ? "{'InputType': 'JSON'}" : "{'MaxItems': 5}",
            "{'Bucket': '%s', '%s': '%s'}".formatted(bucket, place, key),
            "");

    assertThat(ending.error()).contains("States.ItemReaderFailed");
    assertThat(ending.cause().orElseThrow()).contains("s3://" + bucket + "/" + key);
  }

  @Test
  void aLaterPageThatIsRefusedTellsWhichListItIsOf() throws Exception {
    try (WireStub service = new WireStub()) {
      service
          .answersXml(200, page("t", "p/1"))
          .answersXml(403, "<Error><Code>AccessDenied</Code><Message>No</Message></Error>");

      try (var listed = new SdkItems(service.endpoints()).list("b", "p")) {
        assertThatThrownBy(listed::toList)
            .isInstanceOf(UncheckedIOException.class)
            .hasMessageStartingWith("s3://b/p: No");
      }
    }
  }

  @Test
  void resultsAreWritten() throws Exception {
    JsonNode answer =
        output(
            map(
                "getObject",
                "{'InputType': 'JSONL'}",
                "{'Bucket': 'data', 'Key': 'in.jsonl'}",
                ", 'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject',"
                    + " 'Arguments': {'Bucket': 'results', 'Prefix': 'out'}}"));

    assertThat(answer.at("/ResultWriterDetails/Bucket").asText()).isEqualTo("results");
    JsonNode manifest = read(answer.at("/ResultWriterDetails/Key").asText());
    JsonNode succeeded = read(manifest.at("/ResultFiles/SUCCEEDED/0/Key").asText());
    assertThat(succeeded.findValuesAsText("Output"))
        .containsExactlyInAnyOrder("{\"n\":1}", "{\"n\":2}");
  }

  @Test
  void resultsThatCannotBeWrittenFailTheWriter() throws Exception {
    Ending ending =
        map(
            "getObject",
            "{'InputType': 'JSONL'}",
            "{'Bucket': 'data', 'Key': 'in.jsonl'}",
            ", 'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject',"
                + " 'Arguments': {'Bucket': 'none', 'Prefix': 'out'}}");

    assertThat(ending.error()).contains("States.ResultWriterFailed");
    assertThat(ending.cause().orElseThrow()).contains("s3://none/out");
  }

  private static JsonNode read(String key) throws Exception {
    return Json.MAPPER.readTree(
        s3.getObjectAsBytes(it -> it.bucket("results").key(key)).asByteArray());
  }
}
