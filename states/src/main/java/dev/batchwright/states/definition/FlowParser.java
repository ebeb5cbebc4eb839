package dev.batchwright.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.batchwright.states.query.Expression;
import dev.batchwright.states.query.ReferencePath;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the data flow fields of a state, and refuses those of the other language by name.
final class FlowParser {

  private final Fields fields;
  private final boolean jsonata;

  FlowParser(Fields fields) {
    this.fields = fields;
    this.jsonata = fields.context().isJsonata();
  }

  /// Task and Parallel: everything.
  Dataflow work() {
    return flow(
        Set.of("InputPath", "Parameters", "ResultSelector", "ResultPath", "OutputPath"),
        Set.of("Arguments", "Output"),
        true);
  }

  /// Map: no Arguments, and Parameters is the older name of ItemSelector.
  Dataflow map() {
    return flow(
        Set.of("InputPath", "ResultSelector", "ResultPath", "OutputPath"), Set.of("Output"), true);
  }

  /// Pass.
  Dataflow pass() {
    return flow(
        Set.of("InputPath", "Parameters", "ResultPath", "OutputPath"), Set.of("Output"), true);
  }

  /// Wait and Succeed.
  Dataflow inputAndOutput() {
    return flow(Set.of("InputPath", "OutputPath"), Set.of("Output"), true);
  }

  /// Choice: Output and Assign of the state itself are those of its Default.
  Dataflow choice() {
    return inputAndOutput();
  }

  /// Fail.
  Dataflow none() {
    return flow(Set.of(), Set.of(), false);
  }

  private Dataflow flow(Set<String> jsonPathFields, Set<String> jsonataFields, boolean assigns) {
    Optional<Expression> assign = assigns ? assign(fields) : Optional.empty();
    if (jsonata) {
      fields.forbid("InputPath", "Arguments or Output");
      fields.forbid("Parameters", "Arguments");
      fields.forbid("ResultSelector", "Output");
      fields.forbid("ResultPath", "Assign or Output");
      fields.forbid("OutputPath", "Output");
      return new Dataflow.JsonataFlow(
          jsonataFields.contains("Arguments") ? fields.template("Arguments") : Optional.empty(),
          jsonataFields.contains("Output") ? fields.template("Output") : Optional.empty(),
          assign);
    }
    fields.forbid("Arguments", "Parameters");
    fields.forbid("Output", "ResultSelector and OutputPath");
    return new Dataflow.JsonPathFlow(
        jsonPathFields.contains("InputPath") ? pathOrNull("InputPath") : Optional.empty(),
        jsonPathFields.contains("Parameters") ? fields.template("Parameters") : Optional.empty(),
        jsonPathFields.contains("ResultSelector")
            ? fields.template("ResultSelector")
            : Optional.empty(),
        jsonPathFields.contains("ResultPath") ? resultPath(fields) : root(),
        jsonPathFields.contains("OutputPath") ? pathOrNull("OutputPath") : Optional.empty(),
        assign);
  }

  /// A path, where JSON null stands for an empty object.
  private Optional<Expression> pathOrNull(String name) {
    Optional<JsonNode> node = fields.any(name);
    if (node.isPresent() && node.get().isNull()) {
      return Optional.of(new Expression.Constant(JsonNodeFactory.instance.objectNode()));
    }
    return fields.pathOrIntrinsic(name);
  }

  private static Optional<ReferencePath> root() {
    return Optional.of(ReferencePath.compile("$"));
  }

  /// ResultPath: `$` when absent, empty when null.
  static Optional<ReferencePath> resultPath(Fields fields) {
    Optional<JsonNode> node = fields.any("ResultPath");
    if (node.isEmpty()) {
      return root();
    }
    if (node.get().isNull()) {
      return Optional.empty();
    }
    return fields
        .text("ResultPath")
        .flatMap(text -> fields.compiled("ResultPath", text, ReferencePath::compile));
  }

  /// Assign: an object of variable names.
  static Optional<Expression> assign(Fields fields) {
    Optional<JsonNode> node = fields.any("Assign");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (!node.get().isObject()) {
      fields.report("Assign", "is " + Fields.shown(node.get()) + ", expected an object");
      return Optional.empty();
    }
    node.get().fieldNames().forEachRemaining(name -> checkVariable(fields, name));
    return fields.template("Assign");
  }

  private static void checkVariable(Fields fields, String field) {
    String name =
        !fields.context().isJsonata() && field.endsWith(".$")
            ? field.substring(0, field.length() - 2)
            : field;
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,79}")) {
      fields.report(
          "Assign." + field,
          "is not a variable name, expected letters, digits and underscores, at most 80 of them");
    } else if (List.of("states").contains(name)) {
      fields.report("Assign." + field, "'states' is reserved, expected another variable name");
    }
  }
}
