/// The States Language engine: parses, validates and executes Amazon States Language in one JVM.
@org.jspecify.annotations.NullMarked
package dev.batchwright.states;
