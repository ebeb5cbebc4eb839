package dev.batchwright.batch.transform;

import java.io.OutputStream;
import java.util.Objects;

/// Where what a mapper makes goes.
///
/// @param output takes rows where there is no reduce; is written only if there is a row, and not
///   closed
/// @param shuffle takes entries where there is a reduce
/// @param refusals takes the rows that are refused
/// @param keys takes keys that have to be unique
public record Outlets(OutputStream output, EntrySink shuffle, RefusalSink refusals, KeySink keys) {

  public Outlets {
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(shuffle, "shuffle");
    Objects.requireNonNull(refusals, "refusals");
    Objects.requireNonNull(keys, "keys");
  }
}
