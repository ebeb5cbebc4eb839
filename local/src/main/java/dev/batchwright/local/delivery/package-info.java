/// Where rules and schedules send what they have: queues, functions and state machines, by ARN.
@NullMarked
package dev.batchwright.local.delivery;

import org.jspecify.annotations.NullMarked;
