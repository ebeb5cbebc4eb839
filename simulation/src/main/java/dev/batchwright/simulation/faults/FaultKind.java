package dev.batchwright.simulation.faults;

/// What can go wrong, as it is counted and as the table of `docs/reliability.md` lists it.
public enum FaultKind {
  SLOW_DOWN("S3 answers 503 SlowDown"),
  TOO_MANY_REQUESTS("S3 answers 429 TooManyRequests"),
  SERVER_ERROR("S3 answers 500 InternalError, nothing was done"),
  SERVER_ERROR_AFTER("S3 answers 500 InternalError, and the request was done"),
  ERROR_IN_200("S3 answers 200 to a completion with an error as its body"),
  CONFLICT("S3 answers 409 ConditionalRequestConflict to a conditional write"),
  CONNECTION_CUT("the connection is cut before the request arrives"),
  ANSWER_LOST("the request is done and its answer never comes"),
  BODY_CUT("the connection is cut in the middle of a body"),
  BODY_TRUNCATED("a body ends early, with the headers of a whole one"),
  BODY_CORRUPTED("one bit of an answer's body is flipped"),
  REQUEST_CORRUPTED("one bit of an uploaded body is flipped on its way"),
  BODY_SLOW("a body comes slowly"),
  STALLED("an endpoint says nothing until the client's socket times out"),
  KILLED_BEFORE("the worker dies before a request is sent"),
  KILLED_AFTER("the worker dies when a request was done, before it knows"),
  OUT_OF_MEMORY("the worker runs out of memory at a request"),
  STRAGGLER("a worker is a hundred times slower than the others"),
  WORKER_TIMEOUT("a function is cut off at its timeout"),
  INVOKE_THROTTLED("Lambda answers 429 TooManyRequestsException to an invocation"),
  INVOKE_FAILED("Lambda answers 500 ServiceException, the function did not run"),
  INVOKE_ANSWER_LOST("a function ran and its answer is lost"),
  ZOMBIE("a state gives a function up, which goes on beside its retry"),
  DUPLICATE_AT_ONCE("a function is invoked twice at once for one item"),
  DUPLICATE_LATER("a function is invoked again for an item that is done"),
  LETTER_REFUSED("SQS answers an error to a dead letter"),
  LETTER_ANSWER_LOST("a dead letter is sent and SQS's answer is lost"),
  LETTER_TWICE("a dead letter is delivered twice, and the run started twice at once"),
  ITEMS_UNREADABLE("the item reader of a Map Run cannot read its items"),
  EXECUTION_STOPPED("an operator stops the execution"),
  EXECUTION_REDRIVEN("a failed execution is redriven"),
  RUN_STARTED_AGAIN("the same run id is started again as a new execution"),
  PROCESS_KILLED("the whole process is killed (kill -9) and started again"),
  CLOCK_SKEWED("a worker's clock is wrong by up to a day"),
  INPUT_OVERWRITTEN("an input object is overwritten while the run reads"),
  INPUT_DELETED("an input object is deleted while the run reads");

  private final String text;

  FaultKind(String text) {
    this.text = text;
  }

  /// What happens, for people.
  public String text() {
    return text;
  }
}
