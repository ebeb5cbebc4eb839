/// State machine definitions: the sealed family of states, and the parser that reports every
/// problem.
@org.jspecify.annotations.NullMarked
package dev.batchwright.states.definition;
