/// What a simulated run is asked to do, and what has to come out: random data, a random job over
/// it, and its answer worked out a second way, which shares no code with the one under test.
@org.jspecify.annotations.NullMarked
package dev.batchwright.simulation.scenario;
