package dev.batchwright.cli.deploy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.cli.deploy.StackProgress.Waiting;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.execution.UnreachableException;
import dev.batchwright.cli.target.Clients;
import dev.batchwright.cli.target.TargetKind;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/// Deploying to a target, and taking away what was deployed.
public final class Deployments implements AutoCloseable {

  /// CloudFormation throttles those who ask more often than about once a second.
  private static final Duration REMOTE = Duration.ofSeconds(2);

  private static final Duration LOCAL = Duration.ofMillis(250);

  private final Clients clients;
  private final Stacks stacks;
  private final S3Client objects;
  private final Buckets buckets;
  private final Waiting waiting;
  private final PrintStream out;

  private Deployments(TargetKind kind, Clients clients, Waiting waiting, PrintStream out) {
    this.clients = clients;
    Stacks cloudFormation = new CloudFormationStacks(clients.stacks());
    this.stacks =
        kind == TargetKind.LOCALSTACK ? new LocalStackStacks(cloudFormation) : cloudFormation;
    this.objects = clients.objects();
    this.buckets = new S3Buckets(objects, clients::account);
    this.waiting = waiting;
    this.out = out;
  }

  /// Reaches a target.
  ///
  /// @param out takes progress and results
  /// @throws BadRequestException when nothing can be deployed there
  /// @throws UnreachableException when it cannot be reached
  public static Deployments at(
      TargetKind kind, Optional<URI> endpoint, Interruption interruption, PrintStream out) {
    if (kind == TargetKind.LOCAL) {
      throw new BadRequestException(
          "--target local needs no deployment: batchwright run and batchwright local read the"
              + " template; write --target aws or --target localstack");
    }
    Clients clients = Clients.of(kind, endpoint);
    Duration interval = kind == TargetKind.AWS ? REMOTE : LOCAL;
    try {
      return new Deployments(kind, clients, new Waiting(interruption, interval), out);
    } catch (SdkException e) {
      throw unreachable(clients, e);
    }
  }

  /// The usual name of the artifact bucket, which account and region make unique.
  public String usualArtifactBucket() {
    try {
      return "batchwright-artifacts-%s-%s"
          .formatted(clients.account(), objects.serviceClientConfiguration().region().id());
    } catch (SdkException e) {
      throw unreachable(clients, e);
    }
  }

  /// Carries an order out.
  ///
  /// @return whether the stack is what was ordered, or for a dry run could be
  /// @throws BadRequestException when it is refused before anything is changed
  /// @throws StoppedException when the user stops
  /// @throws UnreachableException when the target does not answer, or refuses a request
  public boolean deploy(DeployOrder order, Asker asker) {
    try {
      return new Deployer(stacks, buckets, waiting, out, asker, Clock.systemUTC()).deploy(order);
    } catch (SdkException e) {
      throw unreachable(clients, e);
    }
  }

  /// Deletes a stack.
  ///
  /// @param keepData whether buckets with data in them may stay behind
  /// @return whether it is gone
  /// @throws BadRequestException when there is data, or something else is being done to the stack
  /// @throws StoppedException when the user stops
  /// @throws UnreachableException when the target does not answer, or refuses a request
  public boolean destroy(String stack, boolean keepData) {
    try {
      return new Destroyer(stacks, buckets, waiting, out).destroy(stack, keepData);
    } catch (SdkException e) {
      throw unreachable(clients, e);
    }
  }

  private static UnreachableException unreachable(Clients clients, SdkException e) {
    return new UnreachableException(
        "%s: %s; check region, credentials and what they may do"
            .formatted(clients.where(), e.getMessage()),
        e);
  }

  @Override
  public void close() {
    stacks.close();
    buckets.close();
  }
}
