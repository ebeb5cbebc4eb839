/// S3 in memory, as an SDK client sees it: deterministic, and open to whoever watches.
@org.jspecify.annotations.NullMarked
package dev.batchwright.simulation.s3;
