package dev.batchwright.tests.planted.plan;

/// What `LeakyMapper` should not know.
public final class Planner {}
