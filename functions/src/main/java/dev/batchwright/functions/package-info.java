/// The Lambda handlers, one a task state: decode, one call, encode. A handler, its state and its
/// log lines have the same name. What they do is in `dev.batchwright.batch`.
@org.jspecify.annotations.NullMarked
package dev.batchwright.functions;
