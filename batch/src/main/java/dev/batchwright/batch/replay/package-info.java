/// The rows that a run quarantined, as the input of another run.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.replay;
