package dev.batchwright.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.Limits;
import dev.batchwright.states.query.Expression;
import dev.batchwright.states.query.Places;
import java.util.Optional;
import java.util.Set;

/// Reads what is special to Map states.
final class MapParser {

  private final Fields fields;
  private final Context context;

  MapParser(Fields fields) {
    this.fields = fields;
    this.context = fields.context();
  }

  Optional<Iteration> parse() {
    String processorName = fields.has("Iterator") ? "Iterator" : "ItemProcessor";
    JsonNode node = fields.required(processorName, "the workflow of one item");
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (context.isJsonata()) {
      fields.forbid("Iterator", "ItemProcessor");
      fields.forbid("ItemsPath", "Items");
      fields.forbid("MaxConcurrencyPath", "MaxConcurrency");
    } else {
      fields.forbid("Items", "ItemsPath");
    }
    Context machine = context.withLanguage(context.machineLanguage());
    Fields processor = Fields.of(node, fields.pathOf(processorName), machine);
    Optional<Fields> config =
        processor
            .any("ProcessorConfig")
            .map(it -> Fields.of(it, processor.pathOf("ProcessorConfig"), machine));
    boolean distributed = mode(config);
    MachineType childType = childType(config, distributed);
    config.ifPresent(it -> it.finish("a ProcessorConfig"));
    if (distributed && context.type() == MachineType.EXPRESS) {
      context.report(
          Places.member(processor.pathOf("ProcessorConfig"), "Mode"),
          "is DISTRIBUTED, which Express workflows do not support, expected INLINE");
    }

    Context inside = context.inner(distributed ? childType : context.type());
    Optional<Workflow> workflow = new WorkflowParser(inside).parse(processor.in(inside));
    processor.any("StartAt");
    processor.any("States");
    processor.finish("an " + processorName);

    Optional<Iteration.Source> source = new ItemSourceParser(fields).parse(distributed);
    Optional<Expression> selector = selector();
    Optional<Expression> concurrency = fields.number("MaxConcurrency", 0, Integer.MAX_VALUE, true);
    Iteration.Mode mode = distributed ? distributed(childType) : inline();
    if (workflow.isEmpty() || source.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Iteration(source.get(), selector, concurrency, workflow.get(), mode));
  }

  private static boolean mode(Optional<Fields> config) {
    return config
        .flatMap(it -> it.word("Mode", Set.of("INLINE", "DISTRIBUTED")))
        .map(it -> it.equals("DISTRIBUTED"))
        .orElse(false);
  }

  private static MachineType childType(Optional<Fields> config, boolean distributed) {
    if (config.isEmpty()) {
      return MachineType.STANDARD;
    }
    Fields it = config.get();
    if (!distributed) {
      if (it.has("ExecutionType")) {
        it.any("ExecutionType");
        it.report("ExecutionType", "is for \"Mode\": \"DISTRIBUTED\", expected no ExecutionType");
      }
      return MachineType.STANDARD;
    }
    it.required("ExecutionType", "STANDARD or EXPRESS");
    return it.word("ExecutionType", Set.of("STANDARD", "EXPRESS"))
        .map(MachineType::valueOf)
        .orElse(MachineType.STANDARD);
  }

  /// ItemSelector; Parameters is its older name in JSONPath.
  private Optional<Expression> selector() {
    if (!context.isJsonata() && fields.has("Parameters")) {
      if (fields.has("ItemSelector")) {
        context.report(
            fields.path(), "has both 'ItemSelector' and 'Parameters', expected ItemSelector");
      }
      return fields.template("Parameters");
    }
    return fields.template("ItemSelector");
  }

  private Iteration.Mode inline() {
    for (String name :
        new String[] {
          "ItemReader",
          "ItemBatcher",
          "ResultWriter",
          "Label",
          "ToleratedFailureCount",
          "ToleratedFailureCountPath",
          "ToleratedFailurePercentage",
          "ToleratedFailurePercentagePath"
        }) {
      if (fields.has(name)) {
        fields.any(name);
        fields.report(name, "is for Map states with ProcessorConfig.Mode DISTRIBUTED only");
      }
    }
    return new Iteration.Mode.Inline();
  }

  private Iteration.Mode distributed(MachineType childType) {
    Optional<String> label = fields.text("Label");
    label.ifPresent(it -> {
      if (!it.matches("[^\\s?*<>{}\\[\\]:;,\\\\|^~$#%&`\"/\\x00-\\x1f\\x7f-\\x9f]{1,40}")) {
        fields.report(
            Problem.Code.INVALID_LABEL_NAME,
            "Label",
            "is '" + it + "', expected at most 40 characters without spaces and wildcards");
      }
      String earlier = context.labelsSeen().putIfAbsent(it, fields.pathOf("Label"));
      if (earlier != null) {
        fields.report(
            Problem.Code.DUPLICATE_LABEL_NAME,
            "Label",
            "is '" + it + "' like " + earlier + ", expected labels unique in the whole machine");
      }
    });
    Iteration.Tolerance tolerance =
        new Iteration.Tolerance(
            fields.number("ToleratedFailureCount", 0, Integer.MAX_VALUE, true),
            fields.number("ToleratedFailurePercentage", 0, 100, false));
    return new Iteration.Mode.Distributed(childType, label, batcher(), tolerance, writer());
  }

  private Optional<Iteration.Batcher> batcher() {
    Optional<JsonNode> node = fields.any("ItemBatcher");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Fields it = Fields.of(node.get(), fields.pathOf("ItemBatcher"), context);
    Optional<Expression> items = it.number("MaxItemsPerBatch", 1, Integer.MAX_VALUE, true);
    Optional<Expression> bytes =
        it.number("MaxInputBytesPerBatch", 1, Limits.MAX_PAYLOAD_BYTES, true);
    Optional<Expression> batchInput = it.template("BatchInput");
    it.finish("an ItemBatcher");
    if (items.isEmpty() && bytes.isEmpty()) {
      context.report(it.path(), "has no limit, expected MaxItemsPerBatch or MaxInputBytesPerBatch");
    }
    return Optional.of(new Iteration.Batcher(items, bytes, batchInput));
  }

  private Optional<Iteration.Writer> writer() {
    Optional<JsonNode> node = fields.any("ResultWriter");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Fields it = Fields.of(node.get(), fields.pathOf("ResultWriter"), context);
    Optional<String> resource = it.text("Resource");
    resource.ifPresent(arn -> {
      if (!arn.endsWith(":states:::s3:putObject")) {
        it.report("Resource", "is '" + arn + "', expected arn:aws:states:::s3:putObject");
      }
    });
    Optional<Expression> arguments = it.template(context.isJsonata() ? "Arguments" : "Parameters");
    if (resource.isPresent() != arguments.isPresent()) {
      context.report(it.path(), "has only one of Resource and its arguments, expected both");
    }
    if (resource.isEmpty() && arguments.isEmpty() && !it.has("WriterConfig")) {
      context.report(
          it.path(),
          "is empty, expected WriterConfig, or Resource and its arguments, or all three");
    }
    Iteration.Transformation transformation = Iteration.Transformation.NONE;
    boolean lines = false;
    Optional<JsonNode> config = it.any("WriterConfig");
    if (config.isPresent()) {
      Fields writerConfig = Fields.of(config.get(), it.pathOf("WriterConfig"), context);
      transformation =
          writerConfig
              .word("Transformation", Set.of("NONE", "COMPACT", "FLATTEN"))
              .map(Iteration.Transformation::valueOf)
              .orElse(transformation);
      lines =
          writerConfig
              .word("OutputType", Set.of("JSON", "JSONL"))
              .map(word -> word.equals("JSONL"))
              .orElse(false);
      writerConfig.finish("a WriterConfig");
    }
    it.finish("a ResultWriter");
    return Optional.of(new Iteration.Writer(arguments, transformation, lines));
  }
}
