package dev.batchwright.batch.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.RunRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BindingsTest {

  private static final Buckets BUCKETS = new Buckets("the-data", "the-incoming");

  private static final String WHOLE =
      """
      {"bindings": {
        "orders": {
          "job": "orders",
          "inputs": ["s3://{incoming}/orders/{date}/{a,b}*"],
          "output": "s3://{data}/published/{binding}/{year}/{month}/{day}/{hour}/{run}/",
          "settings": {"currency": "EUR", "since": "{date}", "top": 3},
          "options": {"maxConcurrency": 200, "against": "s3://{data}/published/{binding}/"},
          "uploads": {"prefix": "orders/", "suffix": ".csv", "window": "PT15M"},
          "schedule": {"expression": "cron(0 2 * * ? *)", "timezone": "Europe/Vienna"}
        }}}
      """;

  private static Bindings read(String json) {
    return Bindings.read(json.getBytes(StandardCharsets.UTF_8), "batchwright.json");
  }

  /// A file with one binding, whose members these are.
  private static String one(String members) {
    return "{\"bindings\": {\"orders\": {" + members.replace('\'', '"') + "}}}";
  }

  @Test
  void aSettingsFileSaysWhatStartsAJobWhatItReadsAndWhereItWrites() {
    JobBinding orders = read(WHOLE).named("orders");
    assertThat(orders.uploads())
        .contains(
            new Uploads("orders/", ".csv", "{incoming}", Optional.of(Duration.ofMinutes(15))));
    assertThat(orders.schedule())
        .contains(new Schedule("cron(0 2 * * ? *)", ZoneId.of("Europe/Vienna")));
    assertThat(orders.options().maxConcurrency()).hasValue(200);
    assertThat(orders.options().against()).hasValue("s3://{data}/published/{binding}/");

    ZonedDateTime time = ZonedDateTime.parse("2026-11-24T02:05:00+01:00[Europe/Vienna]");
    RunRequest request =
        orders.request(
            Placeholders.of("orders", "run-1", time, BUCKETS), Optional.of("s3://the-data/list"));
    assertThat(request)
        .isEqualTo(
            new RunRequest(
                "orders",
                List.of("s3://the-incoming/orders/2026-11-24/{a,b}*"),
                "s3://the-data/published/orders/2026/11/24/02/run-1/",
                Map.of("currency", "EUR", "since", "2026-11-24", "top", "3"),
                orders.options().heldAgainst(Optional.of("s3://the-data/published/orders/"))));
  }

  @Test
  void aTableIsWhatTheOutputStartsWith() {
    String binding = "'job': 'j', 'output': 's3://{data}/o/{run}/', 'inputs': ['s3://b/k'], ";
    ZonedDateTime time = ZonedDateTime.parse("2026-11-24T02:05:00Z");
    assertThat(
            read(one(binding + "'table': 's3://{data}/o'"))
                .named("orders")
                .request(Placeholders.of("orders", "r", time, BUCKETS), Optional.empty())
                .table())
        .contains("s3://the-data/o/");
    for (String table : List.of("s3://{data}/p/", "s3://{data}/o/{run}/")) {
      assertThatThrownBy(() -> read(one(binding + "'table': '" + table + "'")))
          .hasMessageContainingAll("$.bindings.orders.table: is", "what the output starts with");
    }
  }

  @Test
  void withoutInputsARunReadsTheListOfWhatWasUploaded() {
    JobBinding binding =
        read(one("'job': 'j', 'output': 's3://{data}/o/{run}/', 'uploads': {'prefix': 'in/'}"))
            .named("orders");
    ZonedDateTime time = ZonedDateTime.parse("2026-11-24T02:05:00Z");
    RunRequest request =
        binding.request(
            Placeholders.of("orders", "r", time, BUCKETS), Optional.of("s3://the-data/list"));
    assertThat(request.inputs()).isEmpty();
    assertThat(request.inputList()).contains("s3://the-data/list");
  }

  @Test
  void allProblemsAreSaidAtOnceEachWithItsPathAndWhatWasExpected() {
    String json =
        """
        {"binding": 1, "bindings": {
          "Orders": {"job": " ", "inputs": "s3://b/k", "output": "out/"},
          "b": {"jobb": "x", "output": "s3://{data}/{dat}/{run}/",
                "uploads": {"prefix": "a*", "bucket": "{data}", "window": "PT1S"},
                "schedule": {"expression": "cron(0 2 * *)", "timezone": "Europe/Viena"},
                "options": {"maxConcurency": 1, "partitions": "2"},
                "settings": {"a": [], "b": "{dates}"}},
          "c": []
        }}
        """;
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(BadRequestException.class)
        .message()
        .satisfies(said ->
            assertThat(said.lines().map(String::strip))
                .containsExactlyInAnyOrder(
                    "batchwright.json: 18 problems; nothing was started",
                    "$.binding: is no member here, expected one of bindings; did you mean"
                        + " 'bindings'?",
                    "$.bindings.Orders: is called 'Orders', expected at most 40 lower case letters,"
                        + " digits and single hyphens, the first a letter",
                    "$.bindings.Orders.job: is \" \", expected a job's name or class",
                    "$.bindings.Orders.inputs: is \"s3://b/k\", expected an array of S3 URIs",
                    "$.bindings.Orders.output: is \"out/\", expected an S3 prefix, as"
                        + " s3://{data}/published/{binding}/{run}/",
                    "$.bindings.b.jobb: is no member here, expected one of job, inputs, output,"
                        + " table, settings, options, uploads, schedule; did you mean 'job'?",
                    "$.bindings.b.job: missing, expected a job's name or class",
                    "$.bindings.b.output: {dat} is no placeholder here, those are {date} {year}"
                        + " {month} {day} {hour} {run} {binding} {data} {incoming}; did you mean"
                        + " 'date'?",
                    "$.bindings.b.uploads.prefix: is \"a*\", expected what keys start with, as"
                        + " orders/",
                    "$.bindings.b.uploads.bucket: is {data}, which runs write to and nobody"
                        + " watches, expected {incoming}",
                    "$.bindings.b.uploads.window: is \"PT1S\", expected an ISO 8601 duration from"
                        + " PT1M to PT24H in whole seconds, as PT15M",
                    "$.bindings.b.schedule.expression: is \"cron(0 2 * *)\", expected cron(0 2 * *"
                        + " ? *), rate(1 hour) or at(2026-11-24T02:00:00)",
                    "$.bindings.b.schedule.timezone: is \"Europe/Viena\", expected a time zone's"
                        + " name, as Europe/Vienna",
                    "$.bindings.b.options.maxConcurency: is no member here, expected one of"
                        + " chunkBytes, maxConcurrency, toleratedFailurePercentage, partitions, against,"
                        + " maxRowBytes, maxDecodedBytes; did"
                        + " you mean 'maxConcurrency'?",
                    "$.bindings.b.options.partitions: is \"2\", expected a number",
                    "$.bindings.b.settings.a: is [], expected a text",
                    "$.bindings.b.settings.b: {dates} is no placeholder here, those are {date}"
                        + " {year} {month} {day} {hour} {run} {binding} {data} {incoming}; did you"
                        + " mean 'date'?",
                    "$.bindings.c: is [], expected an object with \"job\" and \"output\""));
  }

  @Test
  void whatTheOptionsCannotBeIsSaid() {
    assertRefused(
        one(
            "'job': 'j', 'inputs': ['s3://b/k'], 'output': 's3://b/o/', 'options': {'partitions': 0}"),
        "$.bindings.orders.options: option partitions is 0, expected 1 or more");
  }

  @Test
  void aFileThatIsNoJsonIsToldWhere() {
    assertRefused("{\"bindings\": {\n \"a\": }}", "batchwright.json line 2 column");
    assertRefused("{\"bindings\": {\"a\": 1, \"a\": 2}}", "Duplicate field 'a'");
    assertRefused("{\"bindings\": {}} x", "not JSON");
    assertRefused("[]", "$: is [], expected an object with the member \"bindings\"");
    assertRefused("{}", "$.bindings: missing");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "s3://{incoming}/orders/out/{run}/, orders/, true",
        "s3://{incoming}/orders/{run}/, orders/, true",
        "s3://{incoming}/{run}/, orders/, true",
        "s3://{incoming}/or{run}/, orders/, true",
        "s3://{incoming}/published/{run}/, orders/, false",
        "s3://{incoming}/published/{run}/, ``, true",
        "s3://{data}/orders/{run}/, orders/, false",
      })
  void anOutputThatWouldTriggerItsOwnRunIsRefused(String output, String prefix, boolean refused) {
    String json =
        one("'job': 'j', 'output': '" + output + "', 'uploads': {'prefix': '" + prefix + "'}");
    if (refused) {
      assertRefused(json, "$.bindings.orders.output: " + output + " would trigger its own run;");
    } else {
      assertThat(read(json).all()).hasSize(1);
    }
  }

  @Test
  void bindingsThatFeedOneAnotherInARingAreRefused() {
    String ring =
        """
        {"bindings": {
          "a": {"job": "j", "output": "s3://{incoming}/b/{run}/", "uploads": {"prefix": "a/"}},
          "b": {"job": "j", "output": "s3://{incoming}/c/{run}/", "uploads": {"prefix": "b/"}},
          "c": {"job": "j", "output": "s3://{incoming}/%s/{run}/", "uploads": {"prefix": "c/"}}
        }}
        """;
    assertRefused(
        ring.formatted("a"),
        "$.bindings.a.output: s3://{incoming}/b/{run}/ would trigger its own run, by way of b, c;");
    assertThat(read(ring.formatted("d")).all()).hasSize(3);
  }

  @Test
  void whatRunsCannotDoWithoutIsAskedFor() {
    assertRefused(
        one("'job': 'j', 'output': 's3://{data}/o/'"), "$.bindings.orders.inputs: missing");
    assertRefused(
        one(
            "'job': 'j', 'output': 's3://{data}/o/{run}/', 'uploads': {'prefix': ''},"
                + " 'schedule': {'expression': 'rate(1 day)'}"),
        "since a schedule's run has nothing else");
    assertRefused(
        one("'job': 'j', 'output': 's3://{data}/o/{date}/', 'uploads': {'prefix': ''}"),
        "$.bindings.orders.output: is s3://{data}/o/{date}/ for every upload's run");
    assertRefused(
        one(
            "'job': 'j', 'inputs': ['s3://b/k'], 'output': 's3://{data}/o/',"
                + " 'schedule': {'expression': 'rate(1 day)'}"),
        "for every firing's run, expected {run} or {date} in it");
    String two = "{'bindings': {'a-b1': {%1$s}, 'a-b-1': {%1$s}, 'ab1': {%1$s}}}";
    assertRefused(
        two.formatted("'job': 'j', 'inputs': ['s3://b/k'], 'output': 's3://b/o/'")
            .replace('\'', '"'),
        "$.bindings.a-b-1: its resources would be called as those of 'a-b1'");
  }

  @Test
  void theFileIsTheOneOfTheEnvironmentElseTheOneOnTheClassPathElseThereIsNone(
      @TempDir Path directory) throws IOException {
    ClassLoader none = ClassLoader.getPlatformClassLoader();
    assertThat(Bindings.find(Map.of(), none)).isEqualTo(Bindings.NONE);

    Path file = Files.writeString(directory.resolve("my.json"), WHOLE);
    assertThat(Bindings.find(Map.of(Bindings.VARIABLE, file.toString()), none).all())
        .extracting(JobBinding::name)
        .containsExactly("orders");
    Files.copy(file, directory.resolve(Bindings.FILE));
    try (java.net.URLClassLoader classes =
        new java.net.URLClassLoader(new java.net.URL[] {directory.toUri().toURL()}, none)) {
      assertThat(Bindings.find(Map.of(), classes).all()).hasSize(1);
    }
    assertThatThrownBy(() ->
            Bindings.find(Map.of(Bindings.VARIABLE, directory.resolve("no").toString()), none))
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(
            () -> Bindings.find(Map.of(Bindings.VARIABLE, file.toString()), none).named("order"))
        .hasMessage(
            "there is no binding 'order'; the settings file has: orders; did you mean 'orders'?");
  }

  @Test
  void namesInPascalCaseAreWhatLogicalIdsAreMadeOf() {
    assertThat(
            Stream.of("orders", "daily-orders-2")
                .map(name -> {
                  String json =
                      one("'job': 'j', 'inputs': ['s3://b/k'], 'output': 's3://b/o/'")
                          .replace("orders", name);
                  return read(json).all().getFirst().pascalName();
                }))
        .containsExactly("Orders", "DailyOrders2");
  }

  private static void assertRefused(String json, String said) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining(said);
  }
}
