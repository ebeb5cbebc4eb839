package dev.batchwright.batch.protocol;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Cleaning up as a model: executions of a run and cleaners who took it for abandoned, one effect
/// at a time, in any order, each cut off anywhere.
///
/// The run has two chunks. It was left a while ago with its plan, a commit of the first chunk and
/// the upload that this names; perhaps with the claim of a publisher who is gone. An execution
/// plans, does what chunks have no commit, goes through the ledger one commit at a time, and
/// publishes. What one chunk's worker does to another's is in [Protocol].
///
/// That publishers are gone is what the age of their claim says in the code. Here it is so exactly
/// when they have ended.
///
/// A state is one `long`: the store first, then the actors.
final class CleanProtocol {

  static final int CHUNKS = 2;

  /// Where an execution stands: what it does next.
  enum Step {
    PLAN,
    LOOK_0,
    CREATE_0,
    COMMIT_0,
    LOOK_1,
    CREATE_1,
    COMMIT_1,
    LEDGER_0,
    LEDGER_1,
    CLAIM,
    COMPLETE_0,
    COMPLETE_1,
    SUCCESS,
    ENDED
  }

  /// Where a cleaner stands: what it does next.
  enum CleanStep {
    LIST_UPLOADS,
    LOOK_AT_CLAIM,
    LOOK_AT_OUTPUT,
    CLAIM,
    ABORT,
    DELETE_0,
    DELETE_1,
    DELETE_PLAN,
    ENDED
  }

  /// A guarantee that is left out, to see that the model notices.
  enum Mistake {
    /// Cleaners remove what they took for abandoned, as it was before there were claims.
    CLEANER_DOES_NOT_CLAIM,
    /// Cleaners claim whatever is there by then.
    CLEANER_CLAIMS_WITHOUT_CONDITION,
    /// Cleaners look at the output before they look at the claim.
    CLEANER_LOOKS_AT_CLAIM_LAST,
    /// Cleaners take uploads back first.
    CLEANER_ABORTS_FIRST,
    /// Publishers claim once something of theirs is visible.
    PUBLISHER_CLAIMS_LATE,
    /// Publishers go by a publisher's claim that they find.
    PUBLISHER_DOES_NOT_RENEW
  }

  // Owners of commits and uploads, 0 for none: 1 is who was there a while ago, then executions.
  private static final int EARLIER = 1;

  // Holders of the claim, 0 for none; owners of uploads are publishers.
  private static final int CLEANER = 7;

  private static final int COMMITS = 0;
  private static final int PENDING = 4;
  private static final int VISIBLE = 10;
  private static final int PLANNED = 12;
  private static final int PUBLISHED = 13;
  private static final int CLAIM = 14;
  private static final int STEPS = 17;
  private static final int READ = 25;
  private static final int CLEAN_STEPS = 33;
  private static final int SEEN = 41;
  private static final int LISTED = 47;

  private final int executions;
  private final int cleaners;
  private final Set<Mistake> mistakes = EnumSet.noneOf(Mistake.class);

  /// @param executions 1 or 2
  /// @param cleaners 1 or 2
  CleanProtocol(int executions, int cleaners, Mistake... mistakes) {
    this.executions = executions;
    this.cleaners = cleaners;
    this.mistakes.addAll(List.of(mistakes));
  }

  int actors() {
    return executions + cleaners;
  }

  /// @param claimed whether the publisher who is gone had claimed the run
  long start(boolean claimed) {
    long state = set(set(0, PLANNED, 1, 1), COMMITS, 2, EARLIER);
    return set(pending(state, 0, EARLIER, 1), CLAIM, 3, claimed ? EARLIER : 0);
  }

  boolean hasEnded(long state, int actor) {
    return actor < executions
        ? step(state, actor) == Step.ENDED
        : cleanStep(state, actor - executions) == CleanStep.ENDED;
  }

  long cutOff(long state, int actor) {
    return actor < executions
        ? goTo(state, actor, Step.ENDED)
        : goTo(state, actor - executions, CleanStep.ENDED);
  }

  long after(long state, int actor) {
    return actor < executions
        ? afterExecution(state, actor)
        : afterCleaner(state, actor - executions);
  }

  private long afterExecution(long state, int who) {
    return switch (step(state, who)) {
      case PLAN ->
          isCleaned(state)
              ? goTo(state, who, Step.ENDED)
              : goTo(set(state, PLANNED, 1, 1), who, Step.LOOK_0);
      case LOOK_0 -> look(state, who, 0);
      case LOOK_1 -> look(state, who, 1);
      case CREATE_0 -> goTo(pending(state, 0, owner(who), 1), who, Step.COMMIT_0);
      case CREATE_1 -> goTo(pending(state, 1, owner(who), 1), who, Step.COMMIT_1);
      case COMMIT_0 -> goTo(commit(state, who, 0), who, Step.LOOK_1);
      case COMMIT_1 -> goTo(commit(state, who, 1), who, Step.LEDGER_0);
      case LEDGER_0 -> read(state, who, 0);
      case LEDGER_1 -> read(state, who, 1);
      case CLAIM -> claim(state, who);
      case COMPLETE_0 -> complete(state, who, 0);
      case COMPLETE_1 -> complete(state, who, 1);
      case SUCCESS -> goTo(set(state, PUBLISHED, 1, 1), who, Step.ENDED);
      case ENDED -> throw new IllegalStateException("an execution that has ended does nothing");
    };
  }

  private static long look(long state, int who, int chunk) {
    Step create = chunk == 0 ? Step.CREATE_0 : Step.CREATE_1;
    Step next = chunk == 0 ? Step.LOOK_1 : Step.LEDGER_0;
    return goTo(state, who, committed(state, chunk) == 0 ? create : next);
  }

  private static long commit(long state, int who, int chunk) {
    return committed(state, chunk) == 0
        ? set(state, COMMITS + 2 * chunk, 2, owner(who))
        : pending(state, chunk, owner(who), 0);
  }

  private long read(long state, int who, int chunk) {
    int found = committed(state, chunk);
    if (found == 0 || !isPlanned(state)) {
      return goTo(state, who, Step.ENDED);
    }
    Step last = mistakes.contains(Mistake.PUBLISHER_CLAIMS_LATE) ? Step.COMPLETE_0 : Step.CLAIM;
    return goTo(
        set(state, READ + 4 * who + 2 * chunk, 2, found), who, chunk == 0 ? Step.LEDGER_1 : last);
  }

  private long claim(long state, int who) {
    int claim = claim(state);
    if (claim == CLEANER) {
      return goTo(state, who, Step.ENDED);
    }
    boolean writes = claim == 0 || !mistakes.contains(Mistake.PUBLISHER_DOES_NOT_RENEW);
    boolean late = mistakes.contains(Mistake.PUBLISHER_CLAIMS_LATE);
    return goTo(
        writes ? set(state, CLAIM, 3, owner(who)) : state,
        who,
        late ? Step.COMPLETE_1 : Step.COMPLETE_0);
  }

  private long complete(long state, int who, int chunk) {
    int found = (int) bits(state, READ + 4 * who + 2 * chunk, 2);
    boolean late = mistakes.contains(Mistake.PUBLISHER_CLAIMS_LATE);
    Step next = chunk == 1 ? Step.SUCCESS : late ? Step.CLAIM : Step.COMPLETE_1;
    if (isVisible(state, chunk)) {
      return goTo(state, who, next);
    }
    return isPending(state, chunk, found)
        ? goTo(set(pending(state, chunk, found, 0), VISIBLE + chunk, 1, 1), who, next)
        : goTo(state, who, Step.ENDED);
  }

  private long afterCleaner(long state, int who) {
    boolean abortsFirst = mistakes.contains(Mistake.CLEANER_ABORTS_FIRST);
    boolean looksLast = mistakes.contains(Mistake.CLEANER_LOOKS_AT_CLAIM_LAST);
    CleanStep judged = abortsFirst ? CleanStep.ABORT : CleanStep.CLAIM;
    return switch (cleanStep(state, who)) {
      case LIST_UPLOADS ->
          goTo(
              set(state, LISTED + 6 * who, 6, bits(state, PENDING, 6)),
              who,
              looksLast ? CleanStep.LOOK_AT_OUTPUT : CleanStep.LOOK_AT_CLAIM);
      case LOOK_AT_CLAIM -> {
        int claim = claim(state);
        boolean mayPublish = claim > EARLIER && claim != CLEANER && isPublishing(state);
        CleanStep next = looksLast ? judged : CleanStep.LOOK_AT_OUTPUT;
        yield goTo(set(state, SEEN + 3 * who, 3, claim), who, mayPublish ? CleanStep.ENDED : next);
      }
      case LOOK_AT_OUTPUT -> {
        boolean shows = isVisible(state, 0) || isVisible(state, 1);
        CleanStep next = looksLast ? CleanStep.LOOK_AT_CLAIM : judged;
        yield goTo(state, who, shows ? CleanStep.ENDED : next);
      }
      case CLAIM -> claimToClean(state, who);
      case ABORT ->
          goTo(
              state & ~(bits(state, LISTED + 6 * who, 6) << PENDING),
              who,
              abortsFirst ? CleanStep.CLAIM : CleanStep.DELETE_0);
      case DELETE_0 -> goTo(set(state, COMMITS, 2, 0), who, CleanStep.DELETE_1);
      case DELETE_1 -> goTo(set(state, COMMITS + 2, 2, 0), who, CleanStep.DELETE_PLAN);
      case DELETE_PLAN -> goTo(set(state, PLANNED, 1, 0), who, CleanStep.ENDED);
      case ENDED -> throw new IllegalStateException("a cleaner that has ended does nothing");
    };
  }

  /// Whether somebody is at work who has claimed. In the code a claim is held for theirs until it
  /// is older than they live, and it is as young as the last of them.
  private boolean isPublishing(long state) {
    for (int who = 0; who < executions; who++) {
      Step step = step(state, who);
      if (step.compareTo(Step.CLAIM) > 0 && step != Step.ENDED) {
        return true;
      }
    }
    return false;
  }

  private long claimToClean(long state, int who) {
    CleanStep next =
        mistakes.contains(Mistake.CLEANER_ABORTS_FIRST) ? CleanStep.DELETE_0 : CleanStep.ABORT;
    if (mistakes.contains(Mistake.CLEANER_DOES_NOT_CLAIM)) {
      return goTo(state, who, next);
    }
    boolean claims =
        claim(state) == CLEANER
            || claim(state) == bits(state, SEEN + 3 * who, 3)
            || mistakes.contains(Mistake.CLEANER_CLAIMS_WITHOUT_CONDITION);
    return claims
        ? goTo(set(state, CLAIM, 3, CLEANER), who, next)
        : goTo(state, who, CleanStep.ENDED);
  }

  /// @return what is wrong with a state, or an empty text
  String wrong(long state) {
    boolean isWhole = isPlanned(state) && committed(state, 0) != 0 && committed(state, 1) != 0;
    boolean shows = isVisible(state, 0) || isVisible(state, 1);
    if (shows && isCleaned(state)) {
      return "an output of a run that was cleaned up is visible";
    }
    if (shows && !isWhole) {
      return "an output is visible, and work of its run is gone";
    }
    if (bits(state, PUBLISHED, 1) == 1 && !(isVisible(state, 0) && isVisible(state, 1))) {
      return "the run is published, and an output is missing";
    }
    return isCleaned(state) ? wrongWhenCleaned(state) : wrongWhenRedriven(state);
  }

  /// Whoever was at work is cut off, and the run is cleaned up once more.
  private String wrongWhenCleaned(long state) {
    long now = ended(state, executions);
    boolean isEmpty = bits(now, COMMITS, 4) == 0 && bits(now, PENDING, 6) == 0 && !isPlanned(now);
    return isEmpty ? "" : "something of a cleaned run is left for ever";
  }

  /// Whoever was at work is cut off, and the run id is started once more.
  private String wrongWhenRedriven(long state) {
    return bits(ended(state, 0), PUBLISHED, 1) == 1 ? "" : "a redrive does not publish";
  }

  /// All are cut off, then one does all of its work.
  private long ended(long state, int actor) {
    long now = state;
    for (int other = 0; other < actors(); other++) {
      now = cutOff(now, other);
    }
    now =
        actor < executions
            ? goTo(now, actor, Step.PLAN)
            : goTo(now, actor - executions, CleanStep.LIST_UPLOADS);
    while (!hasEnded(now, actor)) {
      now = after(now, actor);
    }
    return now;
  }

  boolean isCleaned(long state) {
    return claim(state) == CLEANER;
  }

  boolean isPublished(long state) {
    return bits(state, PUBLISHED, 1) == 1;
  }

  private static int claim(long state) {
    return (int) bits(state, CLAIM, 3);
  }

  private static boolean isPlanned(long state) {
    return bits(state, PLANNED, 1) == 1;
  }

  private static int committed(long state, int chunk) {
    return (int) bits(state, COMMITS + 2 * chunk, 2);
  }

  private static boolean isVisible(long state, int chunk) {
    return bits(state, VISIBLE + chunk, 1) == 1;
  }

  private static boolean isPending(long state, int chunk, int owner) {
    return bits(state, PENDING + 3 * chunk + owner - 1, 1) == 1;
  }

  private static long pending(long state, int chunk, int owner, int is) {
    return set(state, PENDING + 3 * chunk + owner - 1, 1, is);
  }

  private static int owner(int execution) {
    return EARLIER + 1 + execution;
  }

  private static Step step(long state, int who) {
    return Step.values()[(int) bits(state, STEPS + 4 * who, 4)];
  }

  private static CleanStep cleanStep(long state, int who) {
    return CleanStep.values()[(int) bits(state, CLEAN_STEPS + 4 * who, 4)];
  }

  private static long goTo(long state, int who, Step step) {
    return set(state, STEPS + 4 * who, 4, step.ordinal());
  }

  private static long goTo(long state, int who, CleanStep step) {
    return set(state, CLEAN_STEPS + 4 * who, 4, step.ordinal());
  }

  private static long bits(long state, int from, int count) {
    return state >>> from & (1L << count) - 1;
  }

  private static long set(long state, int from, int count, long value) {
    return state & ~((1L << count) - 1 << from) | value << from;
  }
}
