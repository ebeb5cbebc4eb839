package dev.batchwright.states.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// A path in a payload template, whose failure names the member it stands in.
record TemplatePath(Path path, String member) implements Expression.Query {

  @Override
  public String source() {
    return path.source();
  }

  @Override
  public Set<String> variables() {
    return path.variables();
  }

  @Override
  public JsonNode evaluate(Scope scope) {
    return path.find(scope)
        .orElseThrow(() ->
            QueryException.runtime(
                "The JSONPath '"
                    + path.source()
                    + "' specified for the field '"
                    + member
                    + "' could not be found in the input '"
                    + scope.input()
                    + "'"));
  }
}
