/// The state machine engine, side by side with LocalStack: `benchmarks/states`.
@NullMarked
package dev.batchwright.benchmarks.states;

import org.jspecify.annotations.NullMarked;
