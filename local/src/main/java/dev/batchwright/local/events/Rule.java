package dev.batchwright.local.events;

import java.util.List;

/// A rule that is switched on: events that fit its pattern go to all its targets.
///
/// @param name its name
/// @param arn its ARN
/// @param pattern what it is about
/// @param targets where it sends to
public record Rule(String name, String arn, EventPattern pattern, List<RuleTarget> targets) {
  /// Copies the targets.
  public Rule {
    targets = List.copyOf(targets);
  }
}
