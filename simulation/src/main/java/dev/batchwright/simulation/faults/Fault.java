package dev.batchwright.simulation.faults;

import java.time.Duration;
import java.util.Objects;

/// What happens to one request.
public sealed interface Fault {

  /// How it is counted.
  FaultKind kind();

  /// The endpoint answers an error and does nothing.
  ///
  /// @param status the HTTP status
  /// @param code S3's error code
  record Refused(FaultKind kind, int status, String code) implements Fault {
    public Refused {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(code, "code");
    }
  }

  /// The endpoint does what was asked and answers an error.
  ///
  /// @param status the HTTP status; 200 puts the error into the body of an answer that looks well
  /// @param code S3's error code
  record RefusedAfter(FaultKind kind, int status, String code) implements Fault {
    public RefusedAfter {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(code, "code");
    }
  }

  /// The connection is cut before the request arrives.
  record Cut() implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.CONNECTION_CUT;
    }
  }

  /// The request is done, the answer never comes.
  record AnswerLost() implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.ANSWER_LOST;
    }
  }

  /// Nothing comes until the client's socket times out.
  ///
  /// @param silence how long that takes
  /// @param done whether the request is done nevertheless
  record Stalled(Duration silence, boolean done) implements Fault {
    public Stalled {
      Objects.requireNonNull(silence, "silence");
    }

    @Override
    public FaultKind kind() {
      return FaultKind.STALLED;
    }
  }

  /// The connection is cut in the middle of the answer's body.
  ///
  /// @param share how much of the body comes before, of 1
  record BodyCut(double share) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.BODY_CUT;
    }
  }

  /// The answer's body ends early, and its headers do not say so.
  ///
  /// @param share how much of the body comes, of 1
  record BodyTruncated(double share) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.BODY_TRUNCATED;
    }
  }

  /// A bit of the answer's body is flipped.
  ///
  /// @param kind of a whole body or of a range
  /// @param place where in the body, of 1
  /// @param bit which bit of the byte, 0 to 7
  record BodyCorrupted(FaultKind kind, double place, int bit) implements Fault {
    public BodyCorrupted {
      Objects.requireNonNull(kind, "kind");
    }
  }

  /// A bit of the request's body is flipped on its way.
  ///
  /// @param place where in the body, of 1
  /// @param bit which bit of the byte, 0 to 7
  record RequestCorrupted(double place, int bit) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.REQUEST_CORRUPTED;
    }
  }

  /// The answer's body comes slowly.
  ///
  /// @param pause between any two pieces
  /// @param pieces how many there are
  record BodySlow(Duration pause, int pieces) implements Fault {
    public BodySlow {
      Objects.requireNonNull(pause, "pause");
    }

    @Override
    public FaultKind kind() {
      return FaultKind.BODY_SLOW;
    }
  }

  /// The worker dies.
  ///
  /// @param done whether the request is done before
  record Killed(boolean done) implements Fault {
    @Override
    public FaultKind kind() {
      return done ? FaultKind.KILLED_AFTER : FaultKind.KILLED_BEFORE;
    }
  }

  /// The worker has no memory left for the request.
  record OutOfMemory() implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.OUT_OF_MEMORY;
    }
  }
}
