/// The event bus: what happens to objects as EventBridge tells it, rules with their patterns, and
/// what goes to their targets.
@NullMarked
package dev.batchwright.local.events;

import org.jspecify.annotations.NullMarked;
