/// History events, as the real service writes them.
@org.jspecify.annotations.NullMarked
package dev.batchwright.states.history;
