/// What starts runs: the settings file that binds jobs to uploads and schedules, the events that
/// arrive, and the runs that come of them.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.trigger;
