/// The Step Functions API, as JSON in and JSON out.
@org.jspecify.annotations.NullMarked
package dev.batchwright.states.api;
