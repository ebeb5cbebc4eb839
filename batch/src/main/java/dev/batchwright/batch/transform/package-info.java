/// Compiles a job's flow into what a worker runs over rows.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.transform;
