package dev.batchwright.states.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A compiled value of a definition: a constant, a query, or a template with queries inside.
/// Expressions are immutable and shared by all executions; results are not to be modified.
public sealed interface Expression {

  /// The value for one evaluation.
  ///
  /// @throws QueryException when the query finds nothing or fails
  JsonNode evaluate(Scope scope);

  /// The names, without `$`, of the variables that it reads, each once, in the order of the text.
  Set<String> variables();

  /// A literal.
  record Constant(JsonNode value) implements Expression {
    public Constant {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public JsonNode evaluate(Scope scope) {
      return value;
    }

    @Override
    public Set<String> variables() {
      return Set.of();
    }
  }

  /// An array with queries in it.
  record ArrayTemplate(List<Expression> elements) implements Expression {
    public ArrayTemplate {
      elements = List.copyOf(elements);
    }

    @Override
    public JsonNode evaluate(Scope scope) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
      for (Expression element : elements) {
        array.add(element.evaluate(scope));
      }
      return array;
    }

    @Override
    public Set<String> variables() {
      return union(elements);
    }
  }

  /// An object with queries in it.
  record ObjectTemplate(List<Member> members) implements Expression {
    public ObjectTemplate {
      members = List.copyOf(members);
    }

    @Override
    public JsonNode evaluate(Scope scope) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (Member member : members) {
        object.set(member.name, member.value.evaluate(scope));
      }
      return object;
    }

    @Override
    public Set<String> variables() {
      return union(members.stream().map(Member::value).toList());
    }
  }

  /// One member of an [ObjectTemplate].
  record Member(String name, Expression value) {
    public Member {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }
  }

  private static Set<String> union(List<Expression> parts) {
    Set<String> names = new LinkedHashSet<>();
    parts.forEach(it -> names.addAll(it.variables()));
    return names;
  }

  /// A query in one of the two languages.
  non-sealed interface Query extends Expression {
    /// The query as written, without its delimiters.
    String source();
  }
}
