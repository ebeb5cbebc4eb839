package dev.batchwright.job;

import dev.batchwright.batch.model.BadRequestException;
import java.util.List;

/// Passes good rows on as they are, and refuses the others: with `tolerate` they are quarantined,
/// each with its place and reason.
///
/// At least one of `--set types=l_quantity:number,l_shipdate:date`, `--set required=l_orderkey` and
/// `--set rule="l_quantity between 1 and 50"`, as [ConditionParser] reads it; and what [BuiltIn]
/// lists.
final class ValidateJob implements Job {

  @Override
  public String name() {
    return "validate";
  }

  @Override
  public Flow define(Settings settings) {
    List<String> types = settings.list("types", List.of());
    List<String> required = settings.list("required", List.of());
    String rule = settings.text("rule", "");
    if (types.isEmpty() && required.isEmpty() && rule.isEmpty()) {
      throw new BadRequestException(
          "job validate has nothing to hold rows against; expected --set types=column:number,"
              + " --set required=column or --set rule=\"a > 0\"");
    }
    Flow flow = BuiltIn.read(settings);
    for (BuiltIn.Typed it : BuiltIn.typed("types", types)) {
      Expression value = Expressions.column(it.column(), it.type());
      flow =
          flow.validate(
              it.column(),
              value.isMissing().or(value.isPresent()),
              "expected a " + it.type().noun());
    }
    flow = flow.require(required.toArray(String[]::new));
    return rule.isEmpty()
        ? flow
        : flow.validate(ConditionParser.parse(rule), "does not hold: " + rule);
  }
}
