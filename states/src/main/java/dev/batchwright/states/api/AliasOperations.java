package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.engine.StatesEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Operations on aliases of state machines.
final class AliasOperations {

  /// Most aliases of one machine. (AWS: CreateStateMachineAlias.)
  private static final int MAX_ALIASES = 100;

  private static final int WHOLE_PERCENT = 100;

  private final StatesEngine engine;
  private final Registry registry;
  private final VersionOperations versions;

  AliasOperations(StatesEngine engine, Registry registry, VersionOperations versions) {
    this.engine = engine;
    this.registry = registry;
    this.versions = versions;
  }

  void addTo(Map<String, StepFunctionsApi.Operation> operations) {
    operations.put("CreateStateMachineAlias", this::create);
    operations.put("UpdateStateMachineAlias", this::update);
    operations.put("DeleteStateMachineAlias", this::delete);
    operations.put("DescribeStateMachineAlias", this::describe);
    operations.put("ListStateMachineAliases", this::list);
  }

  private ObjectNode create(Request request) throws ApiException {
    String name = request.required("name");
    String description = request.text("description").orElse("");
    synchronized (registry) {
      List<Alias.Route> routes = routes(request);
      String machine = Arns.machine(routes.getFirst().versionArn()).machine();
      registry.active(machine);
      Releases releases = registry.releases(machine);
      String arn = machine + ":" + name;
      Optional<Alias> existing = releases.alias(arn);
      if (existing.isPresent()) {
        return sameOrRefused(existing.get(), description, routes);
      }
      if (releases.aliases().size() >= MAX_ALIASES) {
        throw new ApiException(
            "ServiceQuotaExceededException",
            "'" + machine + "' has " + MAX_ALIASES + " aliases; delete some first");
      }
      Instant now = engine.time().now();
      Alias alias = new Alias(arn, name, description, routes, now, now);
      releases.put(alias);
      return created(alias);
    }
  }

  private static ObjectNode sameOrRefused(
      Alias existing, String description, List<Alias.Route> routes) throws ApiException {
    if (existing.description().equals(description) && existing.routes().equals(routes)) {
      return created(existing);
    }
    throw new ApiException(
        "ConflictException",
        "Failed to create alias because an alias with the same name and a different routing"
            + " configuration already exists.");
  }

  private static ObjectNode created(Alias alias) {
    return Answers.none()
        .put("stateMachineAliasArn", alias.arn())
        .put("creationDate", Timestamps.seconds(alias.creationDate()));
  }

  /// One route with all executions, or two of the same machine that share them.
  private List<Alias.Route> routes(Request request) throws ApiException {
    List<Alias.Route> routes = new ArrayList<>();
    Set<String> machines = new HashSet<>();
    Set<String> arns = new HashSet<>();
    int sum = 0;
    for (JsonNode item : request.any("routingConfiguration").orElseThrow()) {
      Arns.MachineArn arn = Arns.machine(item.get("stateMachineVersionArn").textValue());
      if (!arn.isVersion()) {
        throw Request.invalid("'" + arn.text() + "' is not the ARN of a version");
      }
      if (registry.releases(arn.machine()).version(arn.text()).isEmpty()) {
        throw Arns.noResource(arn.text());
      }
      machines.add(arn.machine());
      arns.add(arn.text());
      sum += item.get("weight").intValue();
      routes.add(new Alias.Route(arn.text(), item.get("weight").intValue()));
    }
    if (sum != WHOLE_PERCENT) {
      throw Request.invalid("Sum of routing configuration weights must equal 100: got " + sum);
    }
    if (machines.size() > 1) {
      throw Request.invalid(
          "Routing configuration must contain state machine version ARNs of the"
              + " same state machine: got "
              + machines);
    }
    if (arns.size() < routes.size()) {
      throw Request.invalid("Routing configuration must contain distinct versions: got " + arns);
    }
    return routes;
  }

  private ObjectNode update(Request request) throws ApiException {
    if (request.any("description").isEmpty() && request.any("routingConfiguration").isEmpty()) {
      throw Request.invalid("Either the description or the RoutingConfiguration must be specified");
    }
    synchronized (registry) {
      Alias old = existing(request);
      String machine = Arns.machine(old.arn()).machine();
      registry.active(machine);
      List<Alias.Route> routes =
          request.any("routingConfiguration").isPresent() ? routes(request) : old.routes();
      if (!Arns.machine(routes.getFirst().versionArn()).machine().equals(machine)) {
        throw Request.invalid("'" + old.arn() + "' takes versions of its own machine only");
      }
      Instant now = engine.time().now();
      registry
          .releases(machine)
          .put(
              new Alias(
                  old.arn(),
                  old.name(),
                  request.text("description").orElse(old.description()),
                  routes,
                  old.creationDate(),
                  now));
      return Answers.none().put("updateDate", Timestamps.seconds(now));
    }
  }

  private ObjectNode delete(Request request) throws ApiException {
    synchronized (registry) {
      Alias alias = existing(request);
      registry.releases(Arns.machine(alias.arn()).machine()).remove(alias);
    }
    return Answers.none();
  }

  private ObjectNode describe(Request request) throws ApiException {
    Alias alias = existing(request);
    ObjectNode response =
        Answers.none().put("stateMachineAliasArn", alias.arn()).put("name", alias.name());
    Answers.putIfAny(response, "description", alias.description());
    ArrayNode routes = response.putArray("routingConfiguration");
    for (Alias.Route route : alias.routes()) {
      routes
          .addObject()
          .put("stateMachineVersionArn", route.versionArn())
          .put("weight", route.weight());
    }
    return response
        .put("creationDate", Timestamps.seconds(alias.creationDate()))
        .put("updateDate", Timestamps.seconds(alias.updateDate()));
  }

  private ObjectNode list(Request request) throws ApiException {
    Arns.MachineArn arn = Arns.machine(request.required("stateMachineArn"));
    Pages pages = Pages.of(request);
    ObjectNode response = Answers.none();
    ArrayNode listed = response.putArray("stateMachineAliases");
    synchronized (registry) {
      registry.active(arn.machine());
      Releases releases = registry.releases(arn.machine());
      if (arn.isVersion()) {
        versions.existing(arn.text());
      }
      List<Alias> aliases =
          releases.aliases().stream()
              .filter(it -> !arn.isVersion() || leadsTo(it, arn.text()))
              .toList();
      for (Alias it : pages.sorted(aliases, Alias::arn, response)) {
        listed
            .addObject()
            .put("stateMachineAliasArn", it.arn())
            .put("creationDate", Timestamps.seconds(it.creationDate()));
      }
    }
    return response;
  }

  private static boolean leadsTo(Alias alias, String versionArn) {
    return alias.routes().stream().anyMatch(it -> it.versionArn().equals(versionArn));
  }

  private Alias existing(Request request) throws ApiException {
    Arns.MachineArn arn = Arns.machine(request.required("stateMachineAliasArn"));
    if (!arn.isAlias()) {
      throw Request.invalid("'" + arn.text() + "' is not the ARN of an alias");
    }
    synchronized (registry) {
      return registry
          .releases(arn.machine())
          .alias(arn.text())
          .orElseThrow(() -> Arns.noResource(arn.text()));
    }
  }
}
