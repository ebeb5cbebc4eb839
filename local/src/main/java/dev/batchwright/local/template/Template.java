package dev.batchwright.local.template;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What an AWS SAM template declares, resolved for a place: the one source for what is deployed and
/// what the embedded target runs.
///
/// @param resources everything whose condition holds, in the file's order
/// @param parameters the values of its parameters
/// @param outputs the values of its `Outputs`
public record Template(
    List<Declared> resources, Map<String, String> parameters, Map<String, String> outputs) {

  /// Copies all three.
  public Template {
    resources = List.copyOf(resources);
    parameters = Map.copyOf(parameters);
    outputs = Map.copyOf(outputs);
  }

  /// Reads a template.
  ///
  /// @param file an AWS SAM template in YAML; paths in it are relative to its directory
  /// @param surroundings what it is resolved against
  /// @throws TemplateException naming file, line and resource, and what to do
  public static Template read(Path file, Surroundings surroundings) {
    Place top = new Place(file, 0, "");
    Yaml root = YamlReader.read(file);
    if (!(root.get("Resources").orElse(root) instanceof Yaml.Mapping resources)
        || resources == root) {
      throw top.refused("has no Resources; expected an AWS SAM template");
    }
    Map<String, String> parameters = new Parameters(root, top, surroundings.parameters()).values();
    Resources names = new Resources(resources.entries(), surroundings);
    Evaluator evaluator = new Evaluator(root, parameters, names, surroundings);
    ResourceReader reader = new ResourceReader(root, evaluator, names, file);
    List<Declared> declared =
        resources.entries().entrySet().stream()
            .filter(e -> exists(e.getValue(), evaluator, top.in(e.getKey())))
            .flatMap(
                e -> reader.readAll(e.getKey(), e.getValue(), top.in(e.getKey()).at(e.getValue())))
            .toList();
    return new Template(declared, parameters, outputs(root, evaluator, top));
  }

  /// The resources of one kind.
  public <T extends Declared> List<T> all(Class<T> kind) {
    return resources.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// The name of the bucket that somebody calls so.
  ///
  /// @param called a bucket's name, or the logical id of one of the template's in any case, with or
  ///   without `Bucket` at its end: `incoming` is `IncomingBucket`
  public String bucketName(String called) {
    return all(Declared.Bucket.class).stream()
        .filter(b ->
            called.equalsIgnoreCase(b.logicalId())
                || (called + "Bucket").equalsIgnoreCase(b.logicalId()))
        .map(Declared.Bucket::name)
        .findFirst()
        .orElse(called);
  }

  private static boolean exists(Yaml resource, Evaluator evaluator, Place place) {
    return resource
        .get("Condition")
        .map(c -> evaluator.holds(place.text(c, "Condition"), place.at(c)))
        .orElse(true);
  }

  private static Map<String, String> outputs(Yaml root, Evaluator evaluator, Place top) {
    Map<String, String> outputs = new TreeMap<>();
    if (root.get("Outputs").orElse(root) instanceof Yaml.Mapping declared && declared != root) {
      declared
          .entries()
          .forEach((name, yaml) -> {
            Place place = top.in("output " + name);
            if (exists(yaml, evaluator, place)) {
              yaml.get("Value")
                  .ifPresent(v -> outputs.put(name, evaluator.evaluate(v, place).asText()));
            }
          });
    }
    return outputs;
  }
}
