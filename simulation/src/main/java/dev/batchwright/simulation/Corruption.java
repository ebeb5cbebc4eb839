package dev.batchwright.simulation;

import dev.batchwright.simulation.faults.S3Call;
import dev.batchwright.simulation.faults.S3Call.Operation;

/// Which answers carry enough for a flipped bit in them to be noticed.
///
/// An object that is read as a whole comes with S3's checksum of it; shuffle objects have one a
/// block. S3 gives no checksum with a range of an object, so that a range of the input has only TLS
/// between it and a flipped bit; TLS makes a cut connection of it, which is another fault.
final class Corruption {

  private Corruption() {}

  static boolean isNoticed(S3Call call) {
    return call.operation() == Operation.GET_OBJECT
        && (call.key().contains("/shuffle/") || !call.ranged());
  }
}
