/// What abandoned runs left, found and removed; never anything published, never a run under way.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.clean;
