package dev.batchwright.local;

import dev.batchwright.local.delivery.Deliveries;
import dev.batchwright.local.http.EndpointServer;
import dev.batchwright.local.http.HealthPage;
import dev.batchwright.local.http.InProcessClient;
import dev.batchwright.local.http.JsonService;
import dev.batchwright.local.http.Router;
import dev.batchwright.local.integrations.Endpoints;
import dev.batchwright.local.integrations.SdkTasks;
import dev.batchwright.local.lambda.FunctionDefinition;
import dev.batchwright.local.lambda.FunctionHost;
import dev.batchwright.local.lambda.LambdaEndpoint;
import dev.batchwright.local.s3.BucketItems;
import dev.batchwright.local.s3.Buckets;
import dev.batchwright.local.s3.S3Endpoint;
import dev.batchwright.local.sqs.SqsService;
import dev.batchwright.local.stepfunctions.ServiceTasks;
import dev.batchwright.local.stepfunctions.StateMachines;
import dev.batchwright.local.stepfunctions.StepFunctionsService;
import dev.batchwright.local.template.Declared;
import dev.batchwright.local.template.Surroundings;
import dev.batchwright.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpClient;

/// S3, SQS, Lambda and Step Functions in this process, on one port of the loopback address, with
/// what a SAM template declares: an AWS CLI or SDK that is given the endpoint works against it.
///
/// Buckets and queues live in the state directory and outlive the process; executions do not.
/// Nothing is authenticated: any credentials do. The port is reachable from this machine only,
/// unless the settings say otherwise, and answers no web pages.
///
/// Usage: `EmbeddedTarget.of(template, stateDirectory).mount("data", directory).start()`.
public final class EmbeddedTarget implements AutoCloseable {
  /// The region and account of everything here, as they stand in ARNs.
  static final String REGION = "us-east-1";

  static final String ACCOUNT_ID = "000000000000";

  private final EndpointServer server;
  private final Buckets buckets;
  private final SqsService sqs;
  private final FunctionHost functions;
  private final StateMachines machines;
  private final Template template;
  private final InProcessClient client;
  private final Optional<Triggers> triggers;

  private EmbeddedTarget(EmbeddedSettings settings, EndpointServer server) throws IOException {
    this.server = server;
    String queueUrlBase = server.endpoint() + "/" + ACCOUNT_ID;
    this.template =
        Template.read(
            settings.template(),
            new Surroundings(
                REGION, ACCOUNT_ID, settings.stackName(), queueUrlBase, settings.parameters()));
    this.buckets = settings.buckets(template);
    Path state = settings.stateDirectory();
    this.sqs = new SqsService(state.resolve("sqs"), queueUrlBase, arn("sqs", ""), settings.clock());
    this.functions =
        new FunctionHost(
            arn("lambda", "function:"),
            settings.handlerEnvironment(clientEnvironment()),
            settings.concurrency(),
            settings.classes());
    this.machines =
        new StateMachines(
            new ServiceTasks(functions, sqs, new SdkTasks(new Endpoints(clientEnvironment()))),
            new BucketItems(buckets),
            REGION,
            ACCOUNT_ID);
    deploy();
    JsonService steps =
        new ReportedStarts(new StepFunctionsService(machines.api()), settings.listener());
    Router router = router(settings.stackName(), steps);
    this.client = new InProcessClient(server.endpoint(), router);
    this.triggers =
        settings.withTriggers() ? Optional.of(triggers(settings, steps)) : Optional.empty();
    server.serve(router);
    if (triggers.isPresent()) {
      triggers.get().start(buckets, sqs, functions, settings.settle());
    }
  }

  /// Settings for a target with what this template declares.
  ///
  /// @param template an AWS SAM template, such as `infra/template.yaml`
  /// @param stateDirectory where buckets and queues are kept; made where it is missing
  public static EmbeddedSettings of(Path template, Path stateDirectory) {
    return new EmbeddedSettings(template, stateDirectory);
  }

  static EmbeddedTarget start(EmbeddedSettings settings) {
    EndpointServer server = EndpointServer.bind(settings.address(), settings.port());
    try {
      return new EmbeddedTarget(settings, server);
    } catch (IOException e) {
      server.close();
      throw new UncheckedIOException("the embedded target cannot start: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /// Where it answers, such as `http://127.0.0.1:4566`.
  public URI endpoint() {
    return server.endpoint();
  }

  /// The way of SDK clients in this process to this target: the same protocols as on the port,
  /// without a socket. It stops with the target.
  public SdkHttpClient httpClient() {
    return client;
  }

  /// What the template declares, resolved for this target: names, ARNs and URLs by logical id.
  public Template template() {
    return template;
  }

  /// The ARN of a state machine that the template declares.
  ///
  /// @throws IllegalArgumentException with the logical ids that there are
  public String stateMachineArn(String logicalId) {
    return declared(Declared.StateMachine.class, logicalId).arn();
  }

  /// The URL of a queue that the template declares.
  ///
  /// @throws IllegalArgumentException with the logical ids that there are
  public String queueUrl(String logicalId) {
    return declared(Declared.Queue.class, logicalId).url();
  }

  /// The name of a bucket that the template declares.
  ///
  /// @throws IllegalArgumentException with the logical ids that there are
  public String bucket(String logicalId) {
    return declared(Declared.Bucket.class, logicalId).name();
  }

  /// When each schedule fires next, by logical id; those that are switched off or do not fire any
  /// more are not there. Empty where the target runs without triggers.
  public Map<String, Instant> nextFirings() {
    return triggers.map(Triggers::nextFirings).orElse(Map.of());
  }

  /// Environment variables by which AWS CLIs and SDKs find this target; handlers have them, too.
  public Map<String, String> clientEnvironment() {
    return Map.of(
        "AWS_ENDPOINT_URL",
        endpoint().toString(),
        "AWS_REGION",
        REGION,
        "AWS_DEFAULT_REGION",
        REGION,
        "AWS_ACCESS_KEY_ID",
        "local",
        "AWS_SECRET_ACCESS_KEY",
        "local",
        "AWS_EC2_METADATA_DISABLED",
        "true");
  }

  /// Stops: requests under way lose their connection, handlers are interrupted, executions end
  /// where they are.
  @Override
  public void close() {
    triggers.ifPresent(Triggers::close);
    client.close();
    server.close();
    functions.close();
    sqs.close();
    try {
      buckets.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a bucket could not be closed", e);
    }
  }

  private void deploy() throws IOException {
    for (Declared resource : template.resources()) {
      switch (resource) {
        case Declared.Bucket bucket -> buckets.create(bucket.name());
        case Declared.Queue queue -> sqs.declare(queue.name(), queue.attributes());
        case Declared.Function function ->
            functions.deploy(
                new FunctionDefinition(
                    function.name(),
                    function.handler(),
                    function.timeout(),
                    function.memoryMb(),
                    function.reservedConcurrency(),
                    function.environment()));
        case Declared.StateMachine machine ->
            machines.declare(
                machine.name(), machine.definition(), machine.type(), machine.source());
        case Declared.Rule _, Declared.Schedule _, Declared.Mapping _, Declared.Other _ -> {}
      }
    }
  }

  private Triggers triggers(EmbeddedSettings settings, JsonService steps) {
    return new Triggers(
        template, new Deliveries(sqs, functions, steps), settings.clock(), settings.listener());
  }

  private Router router(String stackName, JsonService steps) {
    return new Router(
        ACCOUNT_ID,
        List.of(sqs, steps),
        Map.of(
            LambdaEndpoint.PATH_PREFIX, new LambdaEndpoint(functions),
            HealthPage.PATH_PREFIX, new HealthPage(stackName)),
        new S3Endpoint(buckets));
  }

  private <T extends Declared> T declared(Class<T> kind, String logicalId) {
    List<T> all = template.all(kind);
    return all.stream()
        .filter(d -> d.logicalId().equals(logicalId))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the template declares no "
                    + kind.getSimpleName()
                    + " '"
                    + logicalId
                    + "'; there are "
                    + all.stream().map(Declared::logicalId).toList()));
  }

  private static String arn(String service, String type) {
    return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT_ID + ":" + type;
  }
}
