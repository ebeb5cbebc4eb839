package dev.batchwright.local.sqs;

/// One message as it was handed to a receiver.
///
/// @param message what was sent
/// @param receipt the handle to delete it by, good for this delivery only
/// @param receiveCount how often it was handed out, this time included
/// @param firstReceivedMillis when it was handed out first, in milliseconds since 1970
record Delivery(Message message, String receipt, int receiveCount, long firstReceivedMillis) {}
