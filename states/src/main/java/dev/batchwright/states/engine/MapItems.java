package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.definition.Iteration;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.query.Expression;
import dev.batchwright.states.query.QueryException;
import dev.batchwright.states.query.Scope;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/// The items of a Map that come from its own input.
///
/// @param size how many there are
/// @param iterator each with its place
record MapItems(int size, Iterator<ItemContext> iterator) {

  static MapItems of(Visit visit, State.Map state, JsonNode effectiveInput) {
    if (!(state.iteration().source() instanceof Iteration.Source.Items(var items))) {
      throw new IllegalArgumentException("the items of '" + state.name() + "' are in S3");
    }
    Scope scope = visit.scope().withInput(effectiveInput);
    JsonNode found = items.isPresent() ? items.get().evaluate(scope) : effectiveInput;
    if (found.isArray()) {
      return new MapItems(found.size(), ofArray(found));
    }
    if (found.isObject()) {
      return new MapItems(found.size(), ofObject(found));
    }
    Expression blamed = items.orElse(new Expression.Constant(found));
    throw QueryException.wrongType(
        blamed, items.isPresent() ? "Items" : "input", "an array or object to map over", found);
  }

  private static Iterator<ItemContext> ofArray(JsonNode array) {
    return new Iterator<>() {
      private int index;

      @Override
      public boolean hasNext() {
        return index < array.size();
      }

      @Override
      public ItemContext next() {
        int at = index++;
        return new ItemContext(at, Optional.empty(), array.get(at), ItemContext.STATE_DATA);
      }
    };
  }

  private static Iterator<ItemContext> ofObject(JsonNode object) {
    Iterator<Map.Entry<String, JsonNode>> members = object.properties().iterator();
    return new Iterator<>() {
      private int index;

      @Override
      public boolean hasNext() {
        return members.hasNext();
      }

      @Override
      public ItemContext next() {
        Map.Entry<String, JsonNode> member = members.next();
        return new ItemContext(
            index++, Optional.of(member.getKey()), member.getValue(), ItemContext.STATE_DATA);
      }
    };
  }
}
