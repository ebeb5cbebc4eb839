/// Faults at the AWS protocol, between an SDK client and any endpoint: seeded, counted, replayable.
@org.jspecify.annotations.NullMarked
package dev.batchwright.simulation.faults;
