/// Whole runs in simulated time: the real state machine and the real stages over an S3 in memory,
/// with faults everywhere, all of it from one seed.
@org.jspecify.annotations.NullMarked
package dev.batchwright.simulation;
