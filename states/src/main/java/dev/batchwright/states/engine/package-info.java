/// Executes parsed definitions.
@org.jspecify.annotations.NullMarked
package dev.batchwright.states.engine;
