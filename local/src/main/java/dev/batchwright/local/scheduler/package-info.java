/// The scheduler's room: schedule expressions as EventBridge Scheduler reads them, and what fires
/// them.
@NullMarked
package dev.batchwright.local.scheduler;

import org.jspecify.annotations.NullMarked;
