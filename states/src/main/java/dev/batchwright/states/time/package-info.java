/// The engine's clock and timers, real or simulated.
@org.jspecify.annotations.NullMarked
package dev.batchwright.states.time;
