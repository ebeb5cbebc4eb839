package dev.batchwright.cli;

/// What the process says to whoever started it.
public enum ExitCode {
  /// The run was published, or the command did what it was asked.
  PUBLISHED(0, "the run was published; other commands: done"),
  /// The run was started and failed; nothing of it was published.
  FAILED(1, "the run failed; nothing was published"),
  /// What was asked for cannot be done; nothing was written.
  BAD_REQUEST(2, "bad request: unknown job, option or column, no input; nothing was written"),
  /// The user stopped the run; the same run id goes on with it.
  STOPPED(3, "stopped by the user (Ctrl-C); the same --run-id resumes"),
  /// The target did not answer, or refused the credentials.
  UNREACHABLE(4, "the target cannot be reached"),
  /// What was published does not hold any more.
  DAMAGED(5, "verify: what was published does not hold any more"),
  /// A defect of the command line itself; `EX_SOFTWARE` of sysexits.h.
  DEFECT(70, "a defect of Batchwright; its log says more");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /// The number.
  public int code() {
    return code;
  }

  /// What it means, for the help and the docs.
  public String meaning() {
    return meaning;
  }
}
