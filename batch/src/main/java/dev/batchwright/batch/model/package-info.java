/// The nouns that pass between rooms: input objects, segments, chunks, counts, and the failures
/// that can be counted.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.model;
