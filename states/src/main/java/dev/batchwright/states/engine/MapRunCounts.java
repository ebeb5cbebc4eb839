package dev.batchwright.states.engine;

/// How many items or child executions of a Map Run are where.
///
/// @param pending not started yet
/// @param total all that are known so far; while a data set is read, more may come
/// @param resultsWritten whose results are in the Map's output or in S3
/// @param failuresNotRedrivable of the failed, timed out and aborted ones, those that a redrive
///   could not start again
/// @param pendingRedrive waiting to be started again
public record MapRunCounts(
    long pending,
    long running,
    long succeeded,
    long failed,
    long timedOut,
    long aborted,
    long total,
    long resultsWritten,
    long failuresNotRedrivable,
    long pendingRedrive) {}
