/// The two query languages: JSONata and JSONPath, compiled once and evaluated by many threads.
@org.jspecify.annotations.NullMarked
package dev.batchwright.states.query;
