/// A queue service that speaks the protocol of Amazon SQS and keeps its messages on disk.
@NullMarked
package dev.batchwright.local.sqs;

import org.jspecify.annotations.NullMarked;
