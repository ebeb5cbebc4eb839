/// Stage `Report failure`: says which item failed first, why, and what to do.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.report;
