package dev.batchwright.cli.target;

import dev.batchwright.batch.storage.S3Storage;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.cli.execution.Executions;
import dev.batchwright.cli.execution.Pace;
import dev.batchwright.cli.execution.SfnExecutions;
import dev.batchwright.cli.execution.UnreachableException;
import dev.batchwright.cli.execution.WorkSoFar;
import dev.batchwright.cli.letters.DeadLetters;
import dev.batchwright.cli.letters.SqsDeadLetters;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;

/// A target outside of this process: AWS, LocalStack, or the embedded one in another process.
public final class RemoteTarget implements Target {

  /// With a wait, however short, SQS asks all of its servers for messages.
  private static final Duration ALL_SERVERS = Duration.ofSeconds(1);

  private final SfnClient client;
  private final Executions executions;
  private final S3Reader reader;
  private final Supplier<S3Storage> storages;
  private final Pace pace;
  private final SqsDeadLetters letters;
  private Optional<S3Storage> storage = Optional.empty();

  private RemoteTarget(Clients clients, Optional<String> stateMachine, Pace pace) {
    this.client = connect(clients);
    this.reader = new S3Reader(clients::objects);
    this.storages = clients::storage;
    this.pace = pace;
    try {
      String arn = StateMachines.find(client, stateMachine, clients.where());
      this.executions = new SfnExecutions(client, arn, clients.where());
      this.letters =
          new SqsDeadLetters(
              clients::queues,
              () -> StateMachines.deadLetters(client, arn, clients.where()),
              pace == Pace.REMOTE ? ALL_SERVERS : Duration.ZERO);
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /// Reaches a target.
  ///
  /// @param endpoint where it is; its usual place where the user does not say
  /// @param stateMachine ARN or name of the state machine; where the user says none, the only one
  /// @throws UnreachableException when it does not answer
  /// @throws dev.batchwright.batch.model.BadRequestException when it has no such state machine
  public static RemoteTarget reach(
      TargetKind kind, Optional<URI> endpoint, Optional<String> stateMachine) {
    return new RemoteTarget(
        Clients.of(kind, endpoint),
        stateMachine,
        kind == TargetKind.AWS ? Pace.REMOTE : Pace.LOCAL);
  }

  private static SfnClient connect(Clients clients) {
    try {
      return clients.states();
    } catch (SdkException e) {
      // The SDK lists all that it tried after this sentence.
      String reason = String.valueOf(e.getMessage()).split(" from any of ", 2)[0];
      throw new UnreachableException(
          "%s cannot be reached: %s; set AWS_REGION or a profile's region"
              .formatted(clients.where(), reason),
          e);
    }
  }

  @Override
  public Executions executions() {
    return executions;
  }

  @Override
  public ObjectReader objects() {
    return reader;
  }

  @Override
  public Storage storage() {
    S3Storage made = storage.orElseGet(storages);
    storage = Optional.of(made);
    return made;
  }

  @Override
  public WorkSoFar work() {
    return WorkSoFar.UNKNOWN;
  }

  @Override
  public DeadLetters letters() {
    return letters;
  }

  @Override
  public String deadLetters() {
    return "queue DeadLetters of the stack";
  }

  @Override
  public Pace pace() {
    return pace;
  }

  @Override
  public void close() {
    letters.close();
    reader.close();
    storage.ifPresent(S3Storage::close);
    client.close();
  }
}
