package dev.batchwright.local;

import dev.batchwright.local.http.EndpointServer;
import dev.batchwright.local.http.Exchanges;
import dev.batchwright.local.http.HealthPage;
import dev.batchwright.local.http.Router;
import dev.batchwright.local.integrations.Endpoints;
import dev.batchwright.local.integrations.RemoteExecutions;
import dev.batchwright.local.integrations.SdkItems;
import dev.batchwright.local.integrations.SdkResultCheck;
import dev.batchwright.local.integrations.SdkTasks;
import dev.batchwright.local.stepfunctions.StepFunctionsService;
import dev.batchwright.states.api.StepFunctionsApi;
import dev.batchwright.states.engine.Names;
import dev.batchwright.states.engine.StatesEngine;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Step Functions alone, on one port of the loopback address: any SDK or AWS CLI that is given the
/// endpoint works against it, and what Task states call is where the SDKs' own variables
/// `AWS_ENDPOINT_URL_LAMBDA`, `_S3`, `_SQS` and so on point.
///
/// Machines and executions are in memory. Executions that states start are in this server, too,
/// unless `AWS_ENDPOINT_URL_SFN` or `_STATES` names another.
public final class StatesServer implements AutoCloseable {

  private static final String ACCOUNT_ID = EmbeddedTarget.ACCOUNT_ID;

  private final EndpointServer server;

  private StatesServer(EndpointServer server) {
    this.server = server;
  }

  /// Starts a server that only this machine reaches.
  ///
  /// @param port 0 for any free one
  /// @param endpoints where Task states find other services
  /// @throws java.io.UncheckedIOException where the port is taken
  public static StatesServer start(int port, Endpoints endpoints) {
    return start(EndpointServer.loopback(), port, endpoints);
  }

  /// Starts a server.
  ///
  /// @param address of this machine to answer on
  /// @param port 0 for any free one
  /// @param endpoints where Task states find other services
  /// @throws java.io.UncheckedIOException where the port is taken
  public static StatesServer start(InetAddress address, int port, Endpoints endpoints) {
    EndpointServer http = EndpointServer.bind(address, port);
    var router =
        new Router(
            ACCOUNT_ID,
            List.of(new StepFunctionsService(api(endpoints))),
            Map.of(HealthPage.PATH_PREFIX, new HealthPage("states", List.of("states", "sts"))),
            exchange ->
                Exchanges.send(
                    exchange,
                    501,
                    "text/plain",
                    "this server answers Step Functions only; for S3 and others start"
                        + " 'batchwright local'\n"));
    http.serve(router);
    return new StatesServer(http);
  }

  private static StepFunctionsApi api(Endpoints endpoints) {
    var tasks = new SdkTasks(endpoints);
    StatesEngine.Builder engine =
        StatesEngine.builder()
            .items(new SdkItems(endpoints))
            .resultCheck(new SdkResultCheck())
            .names(new Names(endpoints.region(), ACCOUNT_ID));
    if (endpoints.ofServiceAlone("sfn").isPresent()) {
      var remote = new RemoteExecutions(endpoints, tasks);
      return new StepFunctionsApi(engine.integrations(remote).build());
    }
    return StepFunctionsApi.over(engine, tasks);
  }

  /// Where it answers, such as `http://127.0.0.1:8083`.
  public URI endpoint() {
    return server.endpoint();
  }

  /// Stops: requests under way lose their connection, executions end where they are.
  @Override
  public void close() {
    server.close();
  }
}
