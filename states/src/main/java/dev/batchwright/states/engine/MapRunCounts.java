package dev.batchwright.states.engine;

/// How many items or child executions of a Map Run are where.
///
/// @param pending not started yet
/// @param total all that are known so far; while a data set is read, more may come
/// @param resultsWritten whose results are in the Map's output or in S3
public record MapRunCounts(
    long pending,
    long running,
    long succeeded,
    long failed,
    long timedOut,
    long aborted,
    long total,
    long resultsWritten) {}
