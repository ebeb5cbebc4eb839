package dev.batchwright.local.events;

import com.fasterxml.jackson.databind.JsonNode;

/// A target of a rule: where to, and what it gets of the event.
///
/// @param arn the target
/// @param input what it gets
public record RuleTarget(String arn, TargetInput input) {
  /// Reads a target as CloudFormation has it: `Arn`, and at most one of `Input`, `InputPath` and
  /// `InputTransformer`.
  ///
  /// @throws IllegalArgumentException where it has more than one, or a path cannot be read
  public static RuleTarget of(JsonNode properties) {
    return new RuleTarget(properties.path("Arn").asText(), TargetInput.of(properties));
  }
}
