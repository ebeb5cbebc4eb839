package dev.batchwright.cli.target;

import dev.batchwright.batch.storage.S3Storage;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.cli.execution.Executions;
import dev.batchwright.cli.execution.Pace;
import dev.batchwright.cli.execution.WorkSoFar;
import dev.batchwright.cli.letters.DeadLetters;
import dev.batchwright.cli.letters.SqsDeadLetters;
import dev.batchwright.cli.place.Places;
import dev.batchwright.local.EmbeddedSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// The embedded target, in this process for as long as a run takes. It is spoken to as the others
/// are: through the AWS SDK, which needs no socket here.
public final class LocalTarget implements Target {

  /// The queue in infra/template.yaml.
  private static final String DEAD_LETTERS = "DeadLetters";

  private final LocalEndpoints endpoints;
  private final Path stateDirectory;
  private final Executions executions;
  private final ObjectReader objects;
  private final S3Storage storage;
  private final WorkSoFar work;
  private final SqsDeadLetters letters;

  private LocalTarget(LocalEndpoints endpoints, Path stateDirectory, Places places) {
    this.endpoints = endpoints;
    this.stateDirectory = stateDirectory;
    this.executions = endpoints.executions();
    this.objects = new FileReader(places);
    this.storage = endpoints.clients().storage();
    this.work = new WorkFiles(places);
    this.letters =
        new SqsDeadLetters(
            endpoints.clients()::queues,
            () -> endpoints.target().queueUrl(DEAD_LETTERS),
            Duration.ZERO);
  }

  /// Starts it.
  ///
  /// @param stateDirectory where it keeps buckets, queues and executions
  /// @param places what directories it shows as buckets
  public static LocalTarget start(Path stateDirectory, Places places) {
    return new LocalTarget(
        LocalEndpoints.start(stateDirectory, places.mounts(), OptionalInt.empty()),
        stateDirectory,
        places);
  }

  /// Starts it with a template of its own and further settings.
  ///
  /// @param template what it declares
  /// @param stateDirectory where it keeps buckets, queues and executions
  /// @param places what directories it shows as buckets
  /// @param further what else to set
  public static LocalTarget start(
      Path template, Path stateDirectory, Places places, Consumer<EmbeddedSettings> further) {
    return new LocalTarget(
        LocalEndpoints.start(
            template, stateDirectory, places.mounts(), OptionalInt.empty(), further),
        stateDirectory,
        places);
  }

  @Override
  public Executions executions() {
    return executions;
  }

  @Override
  public ObjectReader objects() {
    return objects;
  }

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public WorkSoFar work() {
    return work;
  }

  @Override
  public DeadLetters letters() {
    return letters;
  }

  @Override
  public String deadLetters() {
    return "queue DeadLetters; 'batchwright local --state-dir " + stateDirectory + "' serves it";
  }

  @Override
  public Pace pace() {
    return Pace.LOCAL;
  }

  @Override
  public void close() {
    letters.close();
    storage.close();
    endpoints.close();
  }
}
