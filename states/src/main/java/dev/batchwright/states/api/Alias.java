package dev.batchwright.states.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// A name that leads to one or two versions of a machine.
record Alias(
    String arn,
    String name,
    String description,
    List<Route> routes,
    Instant creationDate,
    Instant updateDate) {

  /// A version and its part of all executions, in percent.
  record Route(String versionArn, int weight) {
    Route {
      Objects.requireNonNull(versionArn, "versionArn");
    }
  }

  Alias {
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    routes = List.copyOf(routes);
    Objects.requireNonNull(creationDate, "creationDate");
    Objects.requireNonNull(updateDate, "updateDate");
  }

  /// The version for one execution.
  ///
  /// @param draw evenly from [0, 100)
  String route(int draw) {
    int upTo = 0;
    for (Route route : routes) {
      upTo += route.weight();
      if (draw < upTo) {
        return route.versionArn();
      }
    }
    return routes.getLast().versionArn();
  }
}
