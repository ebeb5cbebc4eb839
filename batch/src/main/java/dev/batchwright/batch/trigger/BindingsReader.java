package dev.batchwright.batch.trigger;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.BatchException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunOptions;
import dev.batchwright.batch.model.S3Location;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Reads a settings file and finds all that is wrong with it at once.
final class BindingsReader {

  /// Short enough to be a run id's beginning, and free of what a logical id cannot hold.
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /// Its shape only; EventBridge Scheduler has the last word when it is deployed.
  private static final Pattern EXPRESSION =
      Pattern.compile(
          "cron\\(\\S+( \\S+){5}\\)"
              + "|rate\\([1-9]\\d* (minute|minutes|hour|hours|day|days)\\)"
              + "|at\\(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\)");

  private static final List<String> MEMBERS =
      List.of("job", "inputs", "output", "table", "settings", "options", "uploads", "schedule");
  private static final List<String> OPTIONS =
      List.of(
          "chunkBytes",
          "maxConcurrency",
          "toleratedFailurePercentage",
          "partitions",
          "against",
          "maxRowBytes",
          "maxDecodedBytes");

  private BindingsReader() {}

  static Bindings read(byte[] json, String place) {
    List<String> problems = new ArrayList<>();
    SettingsNode root = new SettingsNode("$", parse(json, place), problems);
    List<JobBinding> bindings = new ArrayList<>();
    if (root.isObject("an object with the member \"bindings\"")) {
      root.only(List.of("bindings"));
      SettingsNode all = root.member("bindings");
      if (all.isObject("an object with a binding a member")) {
        all.members().forEach(it -> bindings.add(binding(it.getKey(), it.getValue())));
      }
    }
    SettingsChecks.check(bindings, problems);
    if (!problems.isEmpty()) {
      throw new BadRequestException(
          "%s: %d %s; nothing was started%n  %s"
              .formatted(
                  place,
                  problems.size(),
                  problems.size() == 1 ? "problem" : "problems",
                  String.join(System.lineSeparator() + "  ", problems)));
    }
    return new Bindings(bindings);
  }

  private static JsonNode parse(byte[] json, String place) {
    try {
      return Json.mapper()
          .reader()
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readTree(json);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new BadRequestException(
          "%s line %d column %d: not JSON: %s"
              .formatted(place, at.getLineNr(), at.getColumnNr(), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new BadRequestException(place + ": not JSON: " + e.getMessage(), e);
    }
  }

  private static JobBinding binding(String name, SettingsNode node) {
    if (name.length() > JobBinding.MAX_NAME || !NAME.matcher(name).matches()) {
      node.problem(
          "is called '%s', expected at most %d lower case letters, digits and single hyphens, the"
                  .formatted(name, JobBinding.MAX_NAME)
              + " first a letter");
    }
    if (!node.isObject("an object with \"job\" and \"output\"")) {
      return new JobBinding(
          name,
          "",
          List.of(),
          "",
          Optional.empty(),
          Map.of(),
          RunOptions.DEFAULT,
          Optional.empty(),
          Optional.empty());
    }
    node.only(MEMBERS);
    return new JobBinding(
        name,
        node.member("job").text("a job's name or class", it -> !it.isBlank()).orElse(""),
        inputs(node.member("inputs")),
        output(node.member("output")),
        table(node),
        node.member("settings").map("an object of texts", (_, value) -> setting(value)),
        options(node.member("options")),
        uploads(node.member("uploads")),
        schedule(node.member("schedule")));
  }

  private static List<String> inputs(SettingsNode node) {
    return node.elements("an array of S3 URIs").stream()
        .flatMap(it ->
            it.text("an S3 URI or glob, as s3://{incoming}/orders/{date}/*", isUri()).stream()
                .peek(text -> placeholders(it, text, Placeholders.names())))
        .toList();
  }

  private static String output(SettingsNode node) {
    Optional<String> output =
        node.text("an S3 prefix, as s3://{data}/published/{binding}/{run}/", isUri());
    output.ifPresent(text -> placeholders(node, text, Placeholders.names()));
    return output.orElse("");
  }

  private static Optional<String> table(SettingsNode binding) {
    SettingsNode node = binding.member("table");
    if (node.json().isMissingNode()) {
      return Optional.empty();
    }
    Optional<String> table = node.text("an S3 prefix, as s3://{data}/{binding}/", isUri());
    table.ifPresent(text -> {
      placeholders(node, text, Placeholders.names());
      String prefix = text.endsWith("/") ? text : text + "/";
      String output = binding.member("output").json().asText();
      boolean below = output.startsWith(prefix);
      if (!below || !Placeholders.in(output.substring(prefix.length())).contains("run")) {
        node.problem(
            "is \"%s\", expected what the output starts with, and {run} in the output after it"
                .formatted(text));
      }
    });
    return table;
  }

  private static Predicate<String> isUri() {
    return text -> {
      try {
        return !S3Location.parse(text).bucket().isBlank();
      } catch (BatchException _) {
        return false;
      }
    };
  }

  private static Optional<String> setting(SettingsNode node) {
    JsonNode json = node.json();
    if (json.isNumber() || json.isBoolean()) {
      return Optional.of(json.asText());
    }
    Optional<String> text = node.text("a text", _ -> true);
    text.ifPresent(it -> placeholders(node, it, Placeholders.names()));
    return text;
  }

  private static void placeholders(SettingsNode node, String text, Set<String> allowed) {
    Placeholders.problems(text, allowed).forEach(node::problem);
  }

  private static RunOptions options(SettingsNode node) {
    if (node.json().isMissingNode() || !node.isObject("an object of options")) {
      return RunOptions.DEFAULT;
    }
    int before = node.problems().size();
    node.only(OPTIONS);
    node.members()
        .forEach(it -> {
          if (it.getKey().equals("against")) {
            it.getValue()
                .text("an S3 URI, as s3://{data}/published/{binding}/", isUri())
                .ifPresent(text -> placeholders(it.getValue(), text, Placeholders.names()));
          } else if (OPTIONS.contains(it.getKey()) && !it.getValue().json().isNumber()) {
            it.getValue().expected("a number");
          }
        });
    if (node.problems().size() > before) {
      return RunOptions.DEFAULT;
    }
    try {
      return Json.read(Json.write(node.json()), RunOptions.class, "options");
    } catch (BadRequestException e) {
      node.problem(String.valueOf(e.getMessage()));
      return RunOptions.DEFAULT;
    }
  }

  private static Optional<Uploads> uploads(SettingsNode node) {
    if (node.json().isMissingNode() || !node.isObject("an object with \"prefix\"")) {
      return Optional.empty();
    }
    node.only(List.of("prefix", "suffix", "bucket", "window"));
    SettingsNode bucket = node.member("bucket");
    String watched = bucket.textOr("{incoming}", "a bucket's name", it -> !it.isBlank());
    placeholders(bucket, watched, Placeholders.BUCKETS);
    if (watched.contains("{data}")) {
      bucket.problem("is {data}, which runs write to and nobody watches, expected {incoming}");
    }
    return Optional.of(
        new Uploads(
            node.member("prefix")
                .text("what keys start with, as orders/", BindingsReader::isPlain)
                .orElse(""),
            node.member("suffix")
                .textOr("", "what keys end with, as .csv", BindingsReader::isPlain),
            watched,
            window(node.member("window"))));
  }

  /// A prefix and a suffix are compared as they are: no placeholders, no globs.
  private static boolean isPlain(String text) {
    return text.chars().noneMatch(c -> "*?{}".indexOf(c) >= 0) && !text.startsWith("/");
  }

  private static Optional<Duration> window(SettingsNode node) {
    if (node.json().isMissingNode()) {
      return Optional.empty();
    }
    String what =
        "an ISO 8601 duration from %s to %s in whole seconds, as PT15M"
            .formatted(Uploads.MIN_WINDOW, Uploads.MAX_WINDOW);
    return node.as(
        what,
        text -> {
          Duration window = Duration.parse(text);
          boolean fits =
              window.compareTo(Uploads.MIN_WINDOW) >= 0
                  && window.compareTo(Uploads.MAX_WINDOW) <= 0
                  && window.getNano() == 0;
          if (!fits) {
            throw new IllegalArgumentException(what);
          }
          return window;
        });
  }

  private static Optional<Schedule> schedule(SettingsNode node) {
    if (node.json().isMissingNode() || !node.isObject("an object with \"expression\"")) {
      return Optional.empty();
    }
    node.only(List.of("expression", "timezone"));
    SettingsNode zone = node.member("timezone");
    Optional<String> expression =
        node.member("expression")
            .text(
                "cron(0 2 * * ? *), rate(1 hour) or at(2026-11-24T02:00:00)",
                text -> EXPRESSION.matcher(text).matches());
    Optional<ZoneId> timezone =
        zone.json().isMissingNode()
            ? Optional.of(ZoneId.of("UTC"))
            : zone.as("a time zone's name, as Europe/Vienna", ZoneId::of);
    return Optional.of(
        new Schedule(expression.orElse(""), timezone.orElseGet(() -> ZoneId.of("UTC"))));
  }
}
