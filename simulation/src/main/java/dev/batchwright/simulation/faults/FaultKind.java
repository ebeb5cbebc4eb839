package dev.batchwright.simulation.faults;

/// What can go wrong, as it is counted and as the table of `docs/reliability.md` lists it.
public enum FaultKind {
  SLOW_DOWN("S3 answers 503 SlowDown", Seen.RETRIED_REQUEST),
  TOO_MANY_REQUESTS("S3 answers 429 TooManyRequests", Seen.RETRIED_REQUEST),
  SERVER_ERROR("S3 answers 500 InternalError, nothing was done", Seen.RETRIED_REQUEST),
  SERVER_ERROR_AFTER(
      "S3 answers 500 InternalError, and the request was done", Seen.RETRIED_REQUEST),
  ERROR_IN_200("S3 answers 200 to a completion with an error as its body", Seen.RETRIED_REQUEST),
  CONFLICT("S3 answers 409 ConditionalRequestConflict to a conditional write", Seen.NEW_ATTEMPT),
  CONNECTION_CUT("the connection is cut before the request arrives", Seen.RETRIED_REQUEST),
  ANSWER_LOST(
      "the request is done and its answer never comes",
      "nothing: the retry finds the request's own effect and knows it by its attempt id"),
  BODY_CUT("the connection is cut in the middle of a body", Seen.RETRIED_REQUEST),
  BODY_TRUNCATED("a body ends early, with the headers of a whole one", Seen.RETRIED_REQUEST),
  BODY_CORRUPTED("one bit of an answer's body is flipped", Seen.RETRIED_REQUEST),
  RANGE_CORRUPTED(
      "one bit of a range of an input object is flipped",
      "one more attempt; or UnbalancedException that names the object, when the checksums of its"
          + " ranges are joined, and a new run reads it again"),
  REQUEST_CORRUPTED(
      "one bit of an uploaded body is flipped on its way",
      "nothing: S3 refuses it by its checksum, and it is sent again"),
  BODY_SLOW("a body comes slowly", "a longer attempt"),
  STALLED(
      "an endpoint says nothing until the client's socket times out (20 s)", Seen.RETRIED_REQUEST),
  KILLED_BEFORE("the worker dies before a request is sent", Seen.NEW_ATTEMPT),
  KILLED_AFTER(
      "the worker dies when a request was done, before it knows",
      "one more attempt, which finds the commit where there is one"),
  OUT_OF_MEMORY("the worker runs out of memory at a request", Seen.NEW_ATTEMPT),
  CHUNK_DOOMED(
      "every attempt at a chunk dies, whoever makes it",
      "a dead letter; the output of the other chunks where so many may fail, else a failed run"),
  STRAGGLER("a worker is a hundred times slower than the others", "a longer attempt, or a timeout"),
  WORKER_TIMEOUT(
      "a function is cut off at its timeout",
      "one more attempt; after the second timeout a dead letter and Sandbox.Timedout"),
  INVOKE_THROTTLED(
      "Lambda answers 429 TooManyRequestsException to an invocation", Seen.NEW_ATTEMPT),
  INVOKE_FAILED("Lambda answers 500 ServiceException, the function did not run", Seen.NEW_ATTEMPT),
  INVOKE_ANSWER_LOST(
      "a function ran and its answer is lost",
      "one more attempt, which answers with the commit that stands"),
  ZOMBIE(
      "a state gives a function up, which goes on beside its retry",
      "one more attempt; whichever commits first is the winner, the other takes its output back"),
  DUPLICATE_AT_ONCE("a function is invoked twice at once for one item", Seen.NOTHING),
  DUPLICATE_LATER("a function is invoked again for an item that is done", Seen.NOTHING),
  LETTER_REFUSED(
      "SQS answers an error to a dead letter",
      "the letter is sent again, three times; the failed execution says the same as the letter"),
  LETTER_ANSWER_LOST("a dead letter is sent and SQS's answer is lost", "the letter twice"),
  LETTER_TWICE(
      "a dead letter is delivered twice, and the run started twice at once",
      "two executions of one run; one output"),
  ITEMS_UNREADABLE(
      "the item reader of a Map Run cannot read its items",
      "a failed execution, States.ItemReaderFailed; redrive goes on"),
  EXECUTION_STOPPED("an operator stops the execution", "an aborted execution; redrive goes on"),
  EXECUTION_REDRIVEN("a failed execution is redriven", "the chunks that are left"),
  RUN_STARTED_AGAIN(
      "the same run id is started again as a new execution", "the chunks that are left"),
  PROCESS_KILLED(
      "the whole process is killed (kill -9) and started again",
      "the same run id goes on where it stopped"),
  CLOCK_SKEWED(
      "a worker's clock is wrong by up to a day", "wrong times in commits and reports, no more"),
  INPUT_OVERWRITTEN("an input object is overwritten while the run reads", Seen.CHANGED),
  INPUT_DELETED("an input object is deleted while the run reads", Seen.CHANGED);

  private final String text;
  private final String seen;

  FaultKind(String text, String seen) {
    this.text = text;
    this.seen = seen;
  }

  /// What happens, for people.
  public String text() {
    return text;
  }

  /// What a user sees of it.
  public String seen() {
    return seen;
  }

  /// What users see of several kinds.
  private static final class Seen {
    static final String NOTHING = "nothing";
    static final String RETRIED_REQUEST =
        "nothing: the request is tried again; after five tries one more attempt at the chunk";
    static final String NEW_ATTEMPT = "one more attempt at the chunk";
    static final String CHANGED =
        "the output of what was planned, or InputChangedException that names the object;"
            + " a new run reads what is there now";
  }
}
