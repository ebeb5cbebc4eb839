/// Whether what a run published still holds: read again, and held against the ledger.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.verify;
