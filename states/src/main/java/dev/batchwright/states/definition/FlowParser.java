package dev.batchwright.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.batchwright.states.query.Expression;
import dev.batchwright.states.query.Places;
import dev.batchwright.states.query.ReferencePath;
import dev.batchwright.states.query.VariableName;
import java.util.Optional;
import java.util.Set;

/// Reads the data flow fields of a state, and refuses those of the other language by name.
final class FlowParser {

  private static final Set<String> RESULT = Set.of("result");

  private final Fields fields;
  private final boolean jsonata;

  FlowParser(Fields fields) {
    this.fields = fields;
    this.jsonata = fields.context().isJsonata();
  }

  /// Task and Parallel: everything.
  Dataflow work() {
    return flow(
        Set.of("InputPath", "Parameters", "ResultSelector", "ResultPath", "OutputPath", "Assign"),
        Set.of("Arguments", "Output", "Assign"),
        RESULT);
  }

  /// Map: no Arguments, and Parameters is the older name of ItemSelector.
  Dataflow map() {
    return flow(
        Set.of("InputPath", "ResultSelector", "ResultPath", "OutputPath", "Assign"),
        Set.of("Output", "Assign"),
        RESULT);
  }

  /// Pass.
  Dataflow pass() {
    return flow(
        Set.of("InputPath", "Parameters", "ResultPath", "OutputPath", "Assign"),
        Set.of("Output", "Assign"),
        Set.of());
  }

  /// Wait.
  Dataflow waiting() {
    return flow(Set.of("InputPath", "OutputPath", "Assign"), Set.of("Output", "Assign"), Set.of());
  }

  /// Succeed.
  Dataflow succeed() {
    return flow(Set.of("InputPath", "OutputPath"), Set.of("Output"), Set.of());
  }

  /// Choice: Output and Assign of the state itself are those of its Default.
  Dataflow choice() {
    return waiting();
  }

  /// Fail.
  Dataflow none() {
    return flow(Set.of(), Set.of(), Set.of());
  }

  /// @param sees what of `$states` Output and Assign have beside the input and the context
  private Dataflow flow(Set<String> jsonPathFields, Set<String> jsonataFields, Set<String> sees) {
    Optional<Expression> assign =
        (jsonata ? jsonataFields : jsonPathFields).contains("Assign")
            ? assign(fields, sees)
            : Optional.empty();
    if (jsonata) {
      fields.forbid("InputPath", "Arguments or Output");
      fields.forbid("Parameters", "Arguments");
      fields.forbid("ResultSelector", "Output");
      fields.forbid("ResultPath", "Assign or Output");
      fields.forbid("OutputPath", "Output");
      return new Dataflow.JsonataFlow(
          jsonataFields.contains("Arguments") ? fields.template("Arguments") : Optional.empty(),
          jsonataFields.contains("Output") ? fields.template("Output", sees) : Optional.empty(),
          assign,
          sees.contains("result"));
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
    return fields.path(name);
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
  ///
  /// @param sees what of `$states` its expressions have beside the input and the context
  static Optional<Expression> assign(Fields fields, Set<String> sees) {
    Optional<JsonNode> node = fields.any("Assign");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (!node.get().isObject()) {
      fields.report("Assign", "is " + Fields.shown(node.get()) + ", expected an object");
      return Optional.empty();
    }
    node.get().fieldNames().forEachRemaining(name -> checkVariable(fields, name));
    return fields.template("Assign", sees);
  }

  private static void checkVariable(Fields fields, String field) {
    String name =
        !fields.context().isJsonata() && field.endsWith(".$")
            ? field.substring(0, field.length() - 2)
            : field;
    String path = Places.member(fields.pathOf("Assign"), field);
    if (!VariableName.isValid(name)) {
      fields
          .context()
          .report(
              path,
              "is not a variable name, expected a letter, then letters, digits and underscores, at"
                  + " most "
                  + VariableName.MAX_CHARS
                  + " of them in all");
    } else if (name.equals("states")) {
      fields.context().report(path, "'states' is reserved, expected another variable name");
    } else {
      fields.context().assigned().add(name, path);
    }
  }
}
