/// What the engine asks of its surroundings: tasks to call, items to read, results to write.
@org.jspecify.annotations.NullMarked
package dev.batchwright.states.port;
