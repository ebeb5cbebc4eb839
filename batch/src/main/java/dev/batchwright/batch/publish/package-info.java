/// Stage `Publish`: the ledger must balance, then outputs become visible, manifest last.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.publish;
