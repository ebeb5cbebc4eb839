/// JMH benchmarks of the kernels that a worker spends its time in; `benchmarks/kernels` runs them.
@org.jspecify.annotations.NullMarked
package dev.batchwright.benchmarks;
