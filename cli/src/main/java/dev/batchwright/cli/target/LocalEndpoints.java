package dev.batchwright.cli.target;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.storage.Shortcuts;
import dev.batchwright.cli.execution.Executions;
import dev.batchwright.cli.execution.SfnExecutions;
import dev.batchwright.cli.place.Mount;
import dev.batchwright.cli.state.Living;
import dev.batchwright.local.EmbeddedSettings;
import dev.batchwright.local.EmbeddedTarget;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sfn.SfnClient;

/// The embedded target as the command line wants it, with the short way to it for the functions of
/// this process.
public final class LocalEndpoints implements AutoCloseable {

  /// The state machine of runs in infra/template.yaml.
  private static final String STATE_MACHINE = "BatchRun";

  /// A chunk costs no start of a worker here, so that small inputs are worth being cut.
  private static final long MIN_CHUNK_BYTES = 1L << 20;

  private final EmbeddedTarget target;
  private final Path stateDirectory;
  private final Living living;
  private final SfnClient client;

  private LocalEndpoints(EmbeddedTarget target, Path stateDirectory, boolean serves) {
    this.target = target;
    this.stateDirectory = stateDirectory;
    this.living = Living.here(target.endpoint(), serves);
    living.announce(stateDirectory);
    Shortcuts.open(target.endpoint(), target.httpClient());
    this.client = clients().states();
  }

  /// Starts the endpoints of this process.
  ///
  /// @param stateDirectory where buckets, queues and executions are
  /// @param mounts directories that are buckets
  /// @param port the port of a target that serves others; empty for that of one run, on any port
  /// @throws BadRequestException when the port or a directory cannot be used
  public static LocalEndpoints start(Path stateDirectory, List<Mount> mounts, OptionalInt port) {
    return start(ProjectHome.template(stateDirectory), stateDirectory, mounts, port, _ -> {});
  }

  /// Starts the endpoints of this process with further settings.
  ///
  /// @param template what it declares
  /// @param stateDirectory where buckets, queues and executions are
  /// @param mounts directories that are buckets
  /// @param port the port of a target that serves others; empty for that of one run, on any port
  /// @param further what else to set
  /// @throws BadRequestException when the port, a directory or a trigger cannot be used
  public static LocalEndpoints start(
      Path template,
      Path stateDirectory,
      List<Mount> mounts,
      OptionalInt port,
      Consumer<EmbeddedSettings> further) {
    int workers = Runtime.getRuntime().availableProcessors();
    EmbeddedSettings settings =
        EmbeddedTarget.of(template, stateDirectory)
            .classes(Thread.currentThread().getContextClassLoader())
            .parameter("MaxConcurrency", Integer.toString(workers))
            .environment("BATCHWRIGHT_MIN_CHUNK_BYTES", Long.toString(MIN_CHUNK_BYTES))
            .port(port.orElse(0));
    for (Mount mount : mounts) {
      if (mount.readOnly()) {
        settings.mountReadOnly(mount.bucket(), mount.directory());
      } else {
        settings.mount(mount.bucket(), mount.directory());
      }
    }
    further.accept(settings);
    try {
      return new LocalEndpoints(settings.start(), stateDirectory, port.isPresent());
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new BadRequestException("the local target cannot start: " + e.getMessage(), e);
    }
  }

  /// What is running.
  public EmbeddedTarget target() {
    return target;
  }

  /// The executions of runs.
  public Executions executions() {
    return new SfnExecutions(client, target.stateMachineArn(STATE_MACHINE), clients().where());
  }

  /// Makes clients that reach it without a socket.
  Clients clients() {
    return Clients.inProcess(target.endpoint(), target.httpClient());
  }

  @Override
  public void close() {
    client.close();
    living.leave(stateDirectory);
    Shortcuts.close(target.endpoint());
    target.close();
  }
}
