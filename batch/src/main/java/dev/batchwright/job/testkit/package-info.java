/// Runs jobs in unit tests, in milliseconds: the same compiled flow, readers and shuffle order as
/// in a run, on text in memory.
@org.jspecify.annotations.NullMarked
package dev.batchwright.job.testkit;
