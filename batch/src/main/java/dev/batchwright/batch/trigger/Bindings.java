package dev.batchwright.batch.trigger;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.job.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A settings file, `batchwright.json`: all bindings of a project.
///
/// ```json
/// {"bindings": {
///   "orders": {
///     "job": "orders",
///     "inputs": ["s3://{incoming}/orders/{date}/*"],
///     "output": "s3://{data}/published/orders/{date}/{run}/",
///     "settings": {"currency": "EUR"},
///     "options": {"maxConcurrency": 200},
///     "uploads": {"prefix": "orders/", "suffix": ".csv", "bucket": "{incoming}", "window": "PT15M"},
///     "schedule": {"expression": "cron(0 2 * * ? *)", "timezone": "Europe/Vienna"}
///   }}}
/// ```
///
/// @param all the bindings, in the file's order
public record Bindings(List<JobBinding> all) {

  /// The environment variable with the path of a settings file.
  public static final String VARIABLE = "BATCHWRIGHT_SETTINGS";

  /// The settings file's name, on the class path and in a project's directory.
  public static final String FILE = "batchwright.json";

  /// No bindings: nothing is watched, nothing is scheduled.
  public static final Bindings NONE = new Bindings(List.of());

  public Bindings {
    all = List.copyOf(all);
  }

  /// Finds the settings file: the one that the environment names, else the one on the class path,
  /// else none.
  ///
  /// @throws BadRequestException when it cannot be read, or says what cannot be
  public static Bindings find(Map<String, String> environment, ClassLoader classes) {
    String path = environment.getOrDefault(VARIABLE, "");
    if (!path.isEmpty()) {
      return read(Path.of(path));
    }
    try (InputStream stream = classes.getResourceAsStream(FILE)) {
      return stream == null ? NONE : read(stream.readAllBytes(), "class path resource /" + FILE);
    } catch (IOException e) {
      throw new BadRequestException(
          "class path resource /" + FILE + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// Reads a settings file.
  ///
  /// @throws BadRequestException when it cannot be read, or says what cannot be
  public static Bindings read(Path file) {
    try {
      return read(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new BadRequestException("settings file " + file + " cannot be read: " + e, e);
    }
  }

  /// Reads a settings file's bytes.
  ///
  /// @param place where they are from, for messages
  /// @throws BadRequestException when they say what cannot be; the message has a line for each
  ///   problem, with its JSON path, what is there and what was expected
  public static Bindings read(byte[] json, String place) {
    return BindingsReader.read(json, place);
  }

  /// The binding of a name.
  ///
  /// @throws BadRequestException when there is none
  public JobBinding named(String name) {
    List<String> names = all.stream().map(JobBinding::name).toList();
    return all.stream()
        .filter(binding -> binding.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new BadRequestException(
                "there is no binding '%s'; the settings file has: %s%s"
                    .formatted(
                        name,
                        names.isEmpty() ? "none" : String.join(", ", names),
                        Suggestion.didYouMean(name, names))));
  }

  /// The bindings that watch an upload. There may be several: each makes a run of its own.
  List<JobBinding> watching(Trigger.Upload upload, Buckets buckets) {
    return all.stream()
        .filter(binding -> binding.uploads().filter(it -> it.match(upload, buckets)).isPresent())
        .toList();
  }
}
