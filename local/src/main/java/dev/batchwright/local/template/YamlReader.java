package dev.batchwright.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Reads a YAML file with CloudFormation's tags.
final class YamlReader {
  /// Deeper than any template; what walks the tree later may recurse.
  private static final int MAX_DEPTH = 100;

  /// Far more than CloudFormation's 1 MB of template can hold without aliases, which multiply.
  private static final int MAX_VALUES = 500_000;

  private static final int MAX_NUMBER_CHARS = 100;

  private final Path file;
  private int values;

  private YamlReader(Path file) {
    this.file = file;
  }

  /// The file as a value.
  ///
  /// @throws TemplateException where the file cannot be read, is not YAML, or has a key twice
  static Yaml read(Path file) {
    Place whole = new Place(file, 0, "");
    try {
      String text = Files.readString(file);
      Node root =
          new Compose(LoadSettings.builder().setLabel(file.toString()).build())
              .composeString(text)
              .orElseThrow(() -> whole.refused("the file is empty; expected a SAM template"));
      return new YamlReader(file).value(root, 0);
    } catch (IOException e) {
      throw whole.refused("cannot be read: " + e + "; name an AWS SAM template");
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(m -> m.getLine() + 1).orElse(0);
      throw new Place(file, line, "").refused("not YAML: " + e.getProblem());
    } catch (StackOverflowError e) {
      throw whole.refused("is nested too deeply; the limit is " + MAX_DEPTH + " levels");
    } catch (YamlEngineException e) {
      throw whole.refused("not YAML: " + e.getMessage());
    }
  }

  private Yaml value(Node node, int depth) {
    int line = node.getStartMark().map(m -> m.getLine() + 1).orElse(0);
    if (depth > MAX_DEPTH) {
      throw new Place(file, line, "")
          .refused("is nested too deeply; the limit is " + MAX_DEPTH + " levels");
    }
    if (++values > MAX_VALUES) {
      throw new Place(file, line, "")
          .refused("has more values than the limit of " + MAX_VALUES + ", aliases written out");
    }
    String tag = node.getTag().getValue();
    if (tag.startsWith("!") && tag.length() > 1) {
      return intrinsic(tag.substring(1), node, line, depth);
    }
    return plain(node, line, depth);
  }

  private Yaml plain(Node node, int line, int depth) {
    return switch (node) {
      case ScalarNode scalar -> new Yaml.Scalar(scalar(scalar), line);
      case SequenceNode sequence -> {
        List<Yaml> items = new ArrayList<>();
        sequence.getValue().forEach(n -> items.add(value(n, depth + 1)));
        yield new Yaml.Sequence(items, line);
      }
      case MappingNode mapping -> {
        Map<String, Yaml> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
          int at = tuple.getKeyNode().getStartMark().map(m -> m.getLine() + 1).orElse(0);
          if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
            throw new Place(file, at, "").refused("a key is a list or a mapping; expected a text");
          }
          String key = name.getValue();
          if (entries.put(key, value(tuple.getValueNode(), depth + 1)) != null) {
            throw new Place(file, at, "").refused("key '" + key + "' stands here twice");
          }
        }
        yield new Yaml.Mapping(entries, line);
      }
      default -> throw new Place(file, line, "").refused("YAML anchors are not understood here");
    };
  }

  /// `!Ref X` and `!Condition X` are the keys of that name; every other tag is `Fn::` and its name.
  private Yaml intrinsic(String name, Node node, int line, int depth) {
    Yaml argument = plain(node, line, depth);
    boolean bare = name.equals("Ref") || name.equals("Condition");
    if (name.equals("GetAtt") && argument instanceof Yaml.Scalar path) {
      String[] parts = path.text().split("\\.", 2);
      List<Yaml> items = new ArrayList<>();
      for (String part : parts) {
        items.add(new Yaml.Scalar(TextNode.valueOf(part), line));
      }
      argument = new Yaml.Sequence(items, line);
    }
    return new Yaml.Mapping(Map.of(bare ? name : "Fn::" + name, argument), line);
  }

  private static JsonNode scalar(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return NullNode.getInstance();
    }
    if (tag.equals(Tag.BOOL)) {
      return BooleanNode.valueOf(Boolean.parseBoolean(text));
    }
    if (text.length() > MAX_NUMBER_CHARS) {
      return TextNode.valueOf(text);
    }
    try {
      return number(tag, text);
    } catch (NumberFormatException e) {
      return TextNode.valueOf(text); // `!!int` before what is none
    }
  }

  private static JsonNode number(Tag tag, String text) {
    if (tag.equals(Tag.INT) && new BigInteger(text).bitLength() < Integer.SIZE) {
      return IntNode.valueOf(Integer.parseInt(text));
    }
    if (tag.equals(Tag.FLOAT) && !text.contains(".inf") && !text.contains(".nan")) {
      BigDecimal decimal = new BigDecimal(text);
      // An exponent of nine digits would be written out where an integer is asked for.
      return Math.abs((long) decimal.scale()) > MAX_NUMBER_CHARS
          ? TextNode.valueOf(text)
          : DecimalNode.valueOf(decimal);
    }
    return TextNode.valueOf(text);
  }
}
