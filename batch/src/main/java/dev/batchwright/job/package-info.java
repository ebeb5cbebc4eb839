/// The job API: what a user writes and reads. Everything else serves it.
@org.jspecify.annotations.NullMarked
package dev.batchwright.job;
