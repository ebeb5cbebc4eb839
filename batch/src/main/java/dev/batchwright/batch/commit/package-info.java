/// The one conditional write that makes an attempt an item's winner, and the ledger of all of them.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.commit;
