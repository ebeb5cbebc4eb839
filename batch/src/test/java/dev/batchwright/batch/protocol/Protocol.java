package dev.batchwright.batch.protocol;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The protocol of commit and publish as a model: what two attempts at each chunk and two
/// publishers do to the object store, one effect at a time, in any order, with any of them cut off
/// anywhere.
///
/// A state is one `long`, so that millions of them fit into memory. It has the place at which every
/// actor stands, and what is in the store: who committed each chunk, which uploads are pending,
/// whose objects are visible, decision, manifest, summary, `_SUCCESS`.
///
/// Reads that cannot change between two effects (plan, job, a commit that stands) are part of the
/// effect after them. What reduce does with a partition is what map does with a chunk.
final class Protocol {

  static final int ATTEMPTS = 2;
  static final int PUBLISHERS = 2;

  /// Where an attempt stands: what it does next.
  enum AttemptStep {
    LOOK,
    CREATE,
    UPLOAD,
    COMMIT,
    ABORT,
    ENDED
  }

  /// Where a publisher stands: what it does next.
  enum PublisherStep {
    LOOK,
    LEDGER,
    DECIDE,
    COMPLETE_0,
    COMPLETE_1,
    COMPLETE_2,
    MANIFEST,
    SUMMARY,
    SUCCESS,
    REFUSE,
    ENDED
  }

  /// What the run's summary says.
  enum Told {
    NOTHING,
    FAILED,
    PUBLISHED
  }

  /// What may happen next.
  ///
  /// @param actor attempts first, chunk by chunk; then publishers
  /// @param kind how it goes
  record Action(int actor, Kind kind) {
    enum Kind {
      /// The effect takes place and its answer arrives.
      DONE,
      /// The effect takes place, its answer is lost, and the client asks again.
      ANSWER_LOST,
      /// The actor is cut off before the effect.
      CUT_OFF
    }
  }

  private static final int COMMITS = 18;
  private static final int UPLOADS = 24;
  private static final int OBJECTS = 30;
  private static final int PLACES = 36;
  private static final int SEEN = 44;
  private static final int DECISION = 50;
  private static final int MANIFEST = 54;
  private static final int TOLD = 58;
  private static final int SUCCESS = 60;

  /// The attempt that a redrive makes after both others.
  private static final int LATER = 3;

  private final int chunks;
  private final int tolerated;
  private final Set<Mistake> mistakes;

  /// @param chunks 1 to 3
  /// @param tolerated chunks that may be without a commit
  Protocol(int chunks, int tolerated, Mistake... mistakes) {
    this.chunks = chunks;
    this.tolerated = tolerated;
    this.mistakes = EnumSet.noneOf(Mistake.class);
    this.mistakes.addAll(List.of(mistakes));
  }

  int chunks() {
    return chunks;
  }

  int tolerated() {
    return tolerated;
  }

  int actors() {
    return chunks * ATTEMPTS + PUBLISHERS;
  }

  boolean isPublisher(int actor) {
    return actor >= chunks * ATTEMPTS;
  }

  /// Nobody has done anything.
  long start() {
    return 0;
  }

  // What a state says.

  AttemptStep attempt(long state, int actor) {
    return AttemptStep.values()[(int) bits(state, actor * 3, 3)];
  }

  PublisherStep publisher(long state, int actor) {
    return PublisherStep.values()[(int) bits(state, PLACES + 4 * number(actor), 4)];
  }

  /// @return the attempt that committed a chunk, from 1, or 0
  int commit(long state, int chunk) {
    return (int) bits(state, COMMITS + 2 * chunk, 2);
  }

  boolean isPending(long state, int chunk, int attempt) {
    return attempt == LATER || bits(state, UPLOADS + chunk * ATTEMPTS + attempt - 1, 1) == 1;
  }

  /// @return the attempt whose output is visible, from 1, or 0
  int visible(long state, int chunk) {
    return (int) bits(state, OBJECTS + 2 * chunk, 2);
  }

  boolean hasManifest(long state) {
    return bits(state, MANIFEST, 1) == 1;
  }

  /// @return the chunks whose outputs the manifest names, a bit each
  int manifest(long state) {
    return (int) bits(state, MANIFEST + 1, 3);
  }

  Told told(long state) {
    return Told.values()[(int) bits(state, TOLD, 2)];
  }

  boolean isPublished(long state) {
    return bits(state, SUCCESS, 1) == 1;
  }

  boolean hasEnded(long state, int actor) {
    return isPublisher(actor)
        ? publisher(state, actor) == PublisherStep.ENDED
        : attempt(state, actor) == AttemptStep.ENDED;
  }

  // What may happen.

  List<Action> actions(long state) {
    List<Action> answer = new ArrayList<>();
    for (int actor = 0; actor < actors(); actor++) {
      if (hasEnded(state, actor)) {
        continue;
      }
      answer.add(new Action(actor, Action.Kind.DONE));
      answer.add(new Action(actor, Action.Kind.CUT_OFF));
      if (!isPublisher(actor) && attempt(state, actor) == AttemptStep.COMMIT) {
        answer.add(new Action(actor, Action.Kind.ANSWER_LOST));
      }
    }
    return answer;
  }

  long after(long state, Action action) {
    if (action.kind() == Action.Kind.CUT_OFF) {
      return isPublisher(action.actor())
          ? goTo(state, action.actor(), PublisherStep.ENDED)
          : goTo(state, action.actor(), AttemptStep.ENDED);
    }
    return isPublisher(action.actor())
        ? afterPublisher(state, action.actor())
        : afterAttempt(state, action.actor(), action.kind() == Action.Kind.ANSWER_LOST);
  }

  private long afterAttempt(long state, int actor, boolean answerLost) {
    int chunk = actor / ATTEMPTS;
    int mine = actor % ATTEMPTS + 1;
    int upload = UPLOADS + chunk * ATTEMPTS + mine - 1;
    int committed = commit(state, chunk);
    return switch (attempt(state, actor)) {
      case LOOK -> goTo(state, actor, committed == 0 ? AttemptStep.CREATE : AttemptStep.ENDED);
      case CREATE -> goTo(set(state, upload, 1, 1), actor, AttemptStep.UPLOAD);
      case UPLOAD -> goTo(state, actor, AttemptStep.COMMIT);
      case COMMIT -> {
        boolean writes = committed == 0 || mistakes.contains(Mistake.COMMIT_OVERWRITES);
        long after = writes ? set(state, COMMITS + 2 * chunk, 2, mine) : state;
        boolean wins =
            commit(after, chunk) == mine
                && !(answerLost && mistakes.contains(Mistake.DOES_NOT_KNOW_ITSELF));
        yield goTo(after, actor, wins ? AttemptStep.ENDED : AttemptStep.ABORT);
      }
      case ABORT -> goTo(set(state, upload, 1, 0), actor, AttemptStep.ENDED);
      case ENDED -> throw new IllegalStateException("an attempt that has ended does nothing");
    };
  }

  private long afterPublisher(long state, int actor) {
    return switch (publisher(state, actor)) {
      case LOOK ->
          goTo(state, actor, isPublished(state) ? PublisherStep.ENDED : PublisherStep.LEDGER);
      case LEDGER -> {
        int seen = committed(state);
        long after = set(state, SEEN + 3 * number(actor), 3, seen);
        boolean balances =
            chunks - Integer.bitCount(seen) <= tolerated || mistakes.contains(Mistake.NO_LEDGER);
        yield !balances
            ? goTo(after, actor, PublisherStep.REFUSE)
            : decides() ? goTo(after, actor, PublisherStep.DECIDE) : complete(after, actor, 0);
      }
      case DECIDE -> {
        long after =
            hasDecision(state) ? state : set(state, DECISION, 4, 1 + 2L * seen(state, actor));
        yield complete(set(after, SEEN + 3 * number(actor), 3, decision(after)), actor, 0);
      }
      case COMPLETE_0 -> completed(state, actor, 0);
      case COMPLETE_1 -> completed(state, actor, 1);
      case COMPLETE_2 -> completed(state, actor, 2);
      case MANIFEST ->
          goTo(set(state, MANIFEST, 4, 1 + 2L * seen(state, actor)), actor, PublisherStep.SUMMARY);
      case SUMMARY ->
          goTo(
              set(state, TOLD, 2, Told.PUBLISHED.ordinal()),
              actor,
              successFirst() ? PublisherStep.ENDED : PublisherStep.SUCCESS);
      case SUCCESS ->
          goTo(
              set(state, SUCCESS, 1, 1),
              actor,
              successFirst() ? PublisherStep.MANIFEST : PublisherStep.ENDED);
      case REFUSE -> {
        boolean writes =
            told(state) != Told.PUBLISHED || mistakes.contains(Mistake.REFUSAL_OVERWRITES);
        yield goTo(
            writes ? set(state, TOLD, 2, Told.FAILED.ordinal()) : state,
            actor,
            PublisherStep.ENDED);
      }
      case ENDED -> throw new IllegalStateException("a publisher that has ended does nothing");
    };
  }

  /// Goes on to complete the first output from a chunk on that this publisher saw.
  private long complete(long state, int actor, int from) {
    for (int chunk = from; chunk < chunks; chunk++) {
      if ((seen(state, actor) >> chunk & 1) == 1) {
        return goTo(
            state, actor, PublisherStep.values()[PublisherStep.COMPLETE_0.ordinal() + chunk]);
      }
    }
    return goTo(state, actor, successFirst() ? PublisherStep.SUCCESS : PublisherStep.MANIFEST);
  }

  private long completed(long state, int actor, int chunk) {
    int owner = commit(state, chunk);
    if (visible(state, chunk) == owner) {
      return complete(state, actor, chunk + 1);
    }
    if (visible(state, chunk) != 0 || owner == 0 || !isPending(state, chunk, owner)) {
      return goTo(state, actor, PublisherStep.REFUSE);
    }
    long after = set(state, OBJECTS + 2 * chunk, 2, owner);
    if (owner != LATER) {
      after = set(after, UPLOADS + chunk * ATTEMPTS + owner - 1, 1, 0);
    }
    return complete(after, actor, chunk + 1);
  }

  /// What a state comes to when the run id is started once more and nothing goes wrong any more:
  /// whoever is at work is cut off, chunks without a commit get one, a publisher publishes.
  long redriven(long state) {
    long now = state;
    for (int actor = 0; actor < actors(); actor++) {
      now = hasEnded(now, actor) ? now : after(now, new Action(actor, Action.Kind.CUT_OFF));
    }
    for (int chunk = 0; chunk < chunks; chunk++) {
      now = commit(now, chunk) == 0 ? set(now, COMMITS + 2 * chunk, 2, LATER) : now;
    }
    int publisher = chunks * ATTEMPTS;
    now = goTo(now, publisher, PublisherStep.LOOK);
    while (!hasEnded(now, publisher)) {
      now = after(now, new Action(publisher, Action.Kind.DONE));
    }
    return now;
  }

  /// The one of several states that stands for all that differ only in which attempt at a chunk is
  /// called the first, and which publisher.
  long canonical(long state) {
    long answer = state;
    for (int chunk = 0; chunk < chunks; chunk++) {
      long renamed = renamed(answer, chunk);
      answer = Math.min(answer, renamed);
    }
    long swapped = swap(swap(answer, PLACES, 4), SEEN, 3);
    return Math.min(answer, swapped);
  }

  private long renamed(long state, int chunk) {
    long answer = swap(swap(state, chunk * ATTEMPTS * 3, 3), UPLOADS + chunk * ATTEMPTS, 1);
    answer = set(answer, COMMITS + 2 * chunk, 2, other(commit(state, chunk)));
    return set(answer, OBJECTS + 2 * chunk, 2, other(visible(state, chunk)));
  }

  private static int other(int attempt) {
    return attempt == 0 || attempt == LATER ? attempt : ATTEMPTS + 1 - attempt;
  }

  /// Exchanges two neighbouring fields.
  private static long swap(long state, int from, int count) {
    long first = bits(state, from, count);
    return set(
        set(state, from, count, bits(state, from + count, count)), from + count, count, first);
  }

  private boolean decides() {
    return tolerated > 0 && !mistakes.contains(Mistake.NO_DECISION);
  }

  private boolean successFirst() {
    return mistakes.contains(Mistake.SUCCESS_FIRST);
  }

  private boolean hasDecision(long state) {
    return bits(state, DECISION, 1) == 1;
  }

  private int decision(long state) {
    return (int) bits(state, DECISION + 1, 3);
  }

  private int seen(long state, int actor) {
    return (int) bits(state, SEEN + 3 * number(actor), 3);
  }

  /// @return the chunks that have a commit, a bit each
  int committed(long state) {
    int answer = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      answer |= commit(state, chunk) == 0 ? 0 : 1 << chunk;
    }
    return answer;
  }

  /// @return the chunks whose outputs are visible, a bit each
  int shown(long state) {
    int answer = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      answer |= visible(state, chunk) == 0 ? 0 : 1 << chunk;
    }
    return answer;
  }

  private int number(int publisher) {
    return publisher - chunks * ATTEMPTS;
  }

  private static long goTo(long state, int actor, AttemptStep step) {
    return set(state, actor * 3, 3, step.ordinal());
  }

  private long goTo(long state, int actor, PublisherStep step) {
    return set(state, PLACES + 4 * number(actor), 4, step.ordinal());
  }

  private static long bits(long state, int from, int count) {
    return state >>> from & (1L << count) - 1;
  }

  private static long set(long state, int from, int count, long value) {
    return state & ~((1L << count) - 1 << from) | value << from;
  }
}
