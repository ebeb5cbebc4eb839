/// Which run of a table its readers see: one object, moved by one conditional write.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.table;
