package dev.batchwright.states.engine;

import dev.batchwright.states.port.ItemStore;
import dev.batchwright.states.port.TaskIntegrations;
import dev.batchwright.states.time.Time;
import java.util.Objects;

/// What an engine's executions share.
///
/// @param seed what all chance in the engine comes from
/// @param observer is told what happens
record Services(
    TaskIntegrations integrations,
    ItemStore items,
    Time time,
    long seed,
    Names names,
    TaskTokens tokens,
    Activities activities,
    ChildArchive children,
    Observer observer) {
  Services {
    Objects.requireNonNull(integrations, "integrations");
    Objects.requireNonNull(items, "items");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(names, "names");
    Objects.requireNonNull(tokens, "tokens");
    Objects.requireNonNull(activities, "activities");
    Objects.requireNonNull(children, "children");
    Objects.requireNonNull(observer, "observer");
  }
}
