package dev.batchwright.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.query.Expression;
import java.util.Optional;
import java.util.Set;

/// Reads where a Map's items come from: Items, ItemsPath (a reference path, which no intrinsic
/// function is: States Language specification, "Selecting Items") or ItemReader.
final class ItemSourceParser {

  /// Most items of one data set. (AWS: MaxItems, "up to 100,000,000"; the specification wants it
  /// positive, but the service takes 0 for no limit.)
  private static final long MAX_ITEMS = 100_000_000;

  private final Fields fields;
  private final Context context;

  ItemSourceParser(Fields fields) {
    this.fields = fields;
    this.context = fields.context();
  }

  Optional<Iteration.Source> parse(boolean distributed) {
    Optional<JsonNode> reader = fields.any("ItemReader");
    Optional<Expression> items = context.isJsonata() ? items() : fields.reference("ItemsPath");
    if (reader.isEmpty() || !distributed) {
      return Optional.of(new Iteration.Source.Items(items));
    }
    if (items.isPresent()) {
      context.report(fields.path(), "has an ItemReader and items of its own, expected one of them");
    }
    return reader(Fields.of(reader.get(), fields.pathOf("ItemReader"), context));
  }

  private Optional<Expression> items() {
    Optional<JsonNode> node = fields.any("Items");
    node.ifPresent(it -> {
      if (!it.isTextual() && !it.isArray() && !it.isObject()) {
        fields.report("Items", "is " + Fields.shown(it) + ", expected an array");
      } else if (it.isTextual() && !it.textValue().startsWith("{%")) {
        fields.report(
            "Items", "is " + it + ", expected an array or an expression between {% and %}");
      }
    });
    return fields.template("Items");
  }

  private Optional<Iteration.Source> reader(Fields reader) {
    reader.required("Resource", "arn:aws:states:::s3:getObject or ...:s3:listObjectsV2");
    Optional<ResourceArn> resource =
        reader
            .text("Resource")
            .flatMap(text -> reader.compiled("Resource", text, ResourceArn::parse));
    boolean known =
        resource
            .filter(it ->
                it.service().equals("s3")
                    && Set.of("getObject", "listObjectsV2").contains(it.action()))
            .isPresent();
    if (resource.isPresent() && !known) {
      reader.report(
          "Resource",
          "is '"
              + resource.get()
              + "', expected arn:aws:states:::s3:getObject or"
              + " arn:aws:states:::s3:listObjectsV2");
    }
    String argumentsName = context.isJsonata() ? "Arguments" : "Parameters";
    reader.forbid(context.isJsonata() ? "Parameters" : "Arguments", argumentsName);
    reader.required(argumentsName, "an object with the Bucket");
    Optional<Expression> arguments = reader.template(argumentsName);
    Fields config =
        Fields.of(
            reader.any("ReaderConfig").orElse(JsonNodeFactory.instance.objectNode()),
            reader.pathOf("ReaderConfig"),
            context);
    boolean listing = known && resource.get().action().equals("listObjectsV2");
    Optional<Expression> maxItems = config.number("MaxItems", 0, MAX_ITEMS, true);
    Optional<Iteration.Format> format = format(config, listing);
    config.finish("a ReaderConfig");
    reader.finish("an ItemReader");
    if (!known || arguments.isEmpty() || format.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Iteration.Source.Reader(resource.get(), arguments.get(), format.get(), maxItems));
  }

  private Optional<Iteration.Format> format(Fields config, boolean listing) {
    return new ReaderFormatParser(config).parse(listing);
  }
}
