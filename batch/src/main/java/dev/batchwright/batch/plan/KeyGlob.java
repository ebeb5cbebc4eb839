package dev.batchwright.batch.plan;

import dev.batchwright.batch.model.BadRequestException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A glob over whole keys: `*` and `?` stay within a name, `**` goes over slashes, `**/` may be
/// nothing, `{a,b}` is either. All places in the glob where a key may be are followed at once
/// (Thompson 1968), so that a key takes time in proportion to its length and the glob's, whatever
/// both are; a regular expression would try one after the other. Safe for many threads.
final class KeyGlob {

  private static final int NOWHERE = -1;

  /// What a step wants of the next character: this one, or one of the following.
  private static final int WITHIN_NAME = -1;

  private static final int ANY = -2;
  private static final int SPLIT = -3;

  /// @param wants a character, or what else
  /// @param to where it goes on
  /// @param or where else, of a [#SPLIT]
  private record Step(int wants, int to, int or) {}

  /// Alternatives that are open: where the last one splits off, and the ends of those before it.
  private record Braces(int split, List<Integer> ends) {}

  private final List<Step> steps = new ArrayList<>();

  private KeyGlob() {}

  /// @param uri the input as the user wrote it, for messages
  /// @throws BadRequestException when a brace is not closed
  static KeyGlob of(String uri, String glob) {
    KeyGlob it = new KeyGlob();
    Deque<Braces> open = new ArrayDeque<>();
    for (int i = 0; i < glob.length(); i += Character.charCount(glob.codePointAt(i))) {
      if (glob.startsWith("**/", i)) {
        it.add(SPLIT, it.here() + 1, it.here() + 4);
        it.repeat(ANY);
        it.want('/');
        i += 2;
      } else if (glob.startsWith("**", i)) {
        it.repeat(ANY);
        i++;
      } else {
        it.add(glob.codePointAt(i), open);
      }
    }
    if (!open.isEmpty()) {
      throw new BadRequestException("input " + uri + " opens a '{' and does not close it");
    }
    return it;
  }

  private void add(int c, Deque<Braces> open) {
    if (c == '*') {
      repeat(WITHIN_NAME);
    } else if (c == '?') {
      want(WITHIN_NAME);
    } else if (c == '{') {
      alternative(open, new ArrayList<>());
    } else if (c == ',' && !open.isEmpty()) {
      Braces braces = open.pop();
      braces.ends.add(here());
      add(SPLIT, NOWHERE, NOWHERE);
      steps.set(braces.split, new Step(SPLIT, braces.split + 1, here()));
      alternative(open, braces.ends);
    } else if (c == '}' && !open.isEmpty()) {
      open.pop().ends.forEach(end -> steps.set(end, new Step(SPLIT, here(), NOWHERE)));
    } else {
      want(c);
    }
  }

  private void alternative(Deque<Braces> open, List<Integer> ends) {
    open.push(new Braces(here(), ends));
    add(SPLIT, here() + 1, NOWHERE);
  }

  private int here() {
    return steps.size();
  }

  private void add(int wants, int to, int or) {
    steps.add(new Step(wants, to, or));
  }

  private void want(int wants) {
    add(wants, here() + 1, NOWHERE);
  }

  private void repeat(int wants) {
    int split = here();
    add(SPLIT, split + 1, split + 2);
    add(wants, split, NOWHERE);
  }

  /// Whether this is what the whole key looks like.
  boolean matches(String key) {
    Places now = new Places();
    Places next = new Places();
    now.add(0);
    for (int i = 0;
        i < key.length() && now.count > 0;
        i += Character.charCount(key.codePointAt(i))) {
      int c = key.codePointAt(i);
      next.clear();
      for (int p = 0; p < now.count; p++) {
        if (now.places[p] < here()) {
          Step step = steps.get(now.places[p]);
          if (step.wants == c || step.wants == ANY || (step.wants == WITHIN_NAME && c != '/')) {
            next.add(step.to);
          }
        }
      }
      Places swapped = now;
      now = next;
      next = swapped;
    }
    return now.seen[here()] == now.round;
  }

  /// The steps that a key has come to; the one past the last is the glob's end.
  private final class Places {
    final int[] places = new int[here() + 1];
    final int[] seen = new int[here() + 1];
    final int[] left = new int[here() + 2];
    int round = 1;
    int count;

    void clear() {
      count = 0;
      round++;
    }

    void add(int first) {
      int waiting = 0;
      left[waiting++] = first;
      while (waiting > 0) {
        int at = left[--waiting];
        if (at == NOWHERE || seen[at] == round) {
          continue;
        }
        seen[at] = round;
        if (at < here() && steps.get(at).wants == SPLIT) {
          left[waiting++] = steps.get(at).or;
          left[waiting++] = steps.get(at).to;
        } else {
          places[count++] = at;
        }
      }
    }
  }
}
