package dev.batchwright.batch.protocol;

import dev.batchwright.batch.protocol.Protocol.Action;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/// Every state that a protocol can come to, breadth first, so that what is found wrong is found on
/// a shortest way.
final class Exploration {

  /// Something that must not be.
  ///
  /// @param what it is
  /// @param way the actions that lead to it
  record Finding(String what, List<Action> way) {}

  /// What a walk over all states saw.
  ///
  /// @param states different ones
  /// @param transitions between them
  /// @param finding the first thing wrong
  record Result(long states, long transitions, Optional<Finding> finding) {}

  private Exploration() {}

  /// Visits every state once; of those that differ in names only, one.
  static Result all(Protocol protocol) {
    LongSet known = new LongSet();
    long[] level = {protocol.start()};
    long transitions = 0;
    known.add(protocol.start());
    while (level.length > 0) {
      LongStream.Builder next = LongStream.builder();
      for (long state : level) {
        for (Action action : protocol.actions(state)) {
          long after = protocol.after(state, action);
          transitions++;
          String wrong = wrong(protocol, state, after);
          if (!wrong.isEmpty()) {
            return new Result(
                known.size(), transitions, Optional.of(new Finding(wrong, way(protocol, wrong))));
          }
          long canonical = protocol.canonical(after);
          if (known.add(canonical)) {
            next.add(canonical);
          }
        }
      }
      level = next.build().toArray();
    }
    return new Result(known.size(), transitions, Optional.empty());
  }

  private static String wrong(Protocol protocol, long before, long after) {
    String step = Safety.wrong(protocol, before, after);
    if (!step.isEmpty()) {
      return step;
    }
    String state = Safety.wrong(protocol, after);
    if (!state.isEmpty()) {
      return state;
    }
    long redriven = protocol.redriven(after);
    return protocol.isPublished(redriven) && Safety.wrong(protocol, redriven).isEmpty()
        ? ""
        : "a redrive does not publish";
  }

  /// The walk once more, remembering ways; only where something is wrong, since it takes memory.
  private static List<Action> way(Protocol protocol, String what) {
    Map<Long, Map.Entry<Long, Action>> from = new HashMap<>();
    ArrayDeque<Long> queue = new ArrayDeque<>(List.of(protocol.start()));
    while (true) {
      long state = queue.remove();
      for (Action action : protocol.actions(state)) {
        long after = protocol.after(state, action);
        boolean found = wrong(protocol, state, after).equals(what);
        if (found || (after != protocol.start() && !from.containsKey(after))) {
          from.put(after, Map.entry(state, action));
          queue.add(after);
        }
        if (found) {
          return back(protocol, from, after);
        }
      }
    }
  }

  /// Ways from the start to the end that together take every transition of a small protocol.
  static List<List<Action>> ways(Protocol protocol) {
    Map<Long, Map.Entry<Long, Action>> from = new HashMap<>();
    List<Map.Entry<Long, Action>> transitions = new ArrayList<>();
    ArrayDeque<Long> queue = new ArrayDeque<>(List.of(protocol.start()));
    while (!queue.isEmpty()) {
      long state = queue.remove();
      for (Action action : protocol.actions(state)) {
        transitions.add(Map.entry(state, action));
        long after = protocol.after(state, action);
        if (after != protocol.start() && !from.containsKey(after)) {
          from.put(after, Map.entry(state, action));
          queue.add(after);
        }
      }
    }
    Set<Map.Entry<Long, Action>> taken = new HashSet<>();
    List<List<Action>> answer = new ArrayList<>();
    for (Map.Entry<Long, Action> transition : transitions) {
      if (!taken.contains(transition)) {
        List<Action> way = new ArrayList<>(back(protocol, from, transition.getKey()));
        way.add(transition.getValue());
        taken.add(transition);
        goOn(protocol, way, protocol.after(transition.getKey(), transition.getValue()), taken);
        answer.add(way);
      }
    }
    return answer;
  }

  /// To the end, by transitions that are not taken yet where there is one.
  private static void goOn(
      Protocol protocol, List<Action> way, long from, Set<Map.Entry<Long, Action>> taken) {
    long state = from;
    while (!protocol.actions(state).isEmpty()) {
      long at = state;
      List<Action> all = protocol.actions(at);
      Action next =
          all.stream()
              .filter(action -> !taken.contains(Map.entry(at, action)))
              .findFirst()
              .orElse(all.getFirst());
      taken.add(Map.entry(at, next));
      way.add(next);
      state = protocol.after(at, next);
    }
  }

  private static List<Action> back(
      Protocol protocol, Map<Long, Map.Entry<Long, Action>> from, long to) {
    List<Action> way = new ArrayList<>();
    for (long at = to; at != protocol.start(); at = from.get(at).getKey()) {
      way.add(from.get(at).getValue());
    }
    Collections.reverse(way);
    return way;
  }
}
