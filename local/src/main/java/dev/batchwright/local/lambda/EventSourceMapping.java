package dev.batchwright.local.lambda;

import java.time.Duration;

/// That a function takes the messages of a queue.
///
/// @param queueArn the queue
/// @param function the function's name or ARN
/// @param batchSize how many messages an invocation gets at most
/// @param window how long is waited for a batch to become full
/// @param reportsFailures whether the function says which messages of a batch it has not done
///   (`ReportBatchItemFailures`)
/// @param maximumConcurrency how many batches are worked on at once at most
public record EventSourceMapping(
    String queueArn,
    String function,
    int batchSize,
    Duration window,
    boolean reportsFailures,
    int maximumConcurrency) {}
