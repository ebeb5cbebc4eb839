package dev.batchwright.states.junit;

import dev.batchwright.states.engine.Observation;
import dev.batchwright.states.port.Place;

/// Where one workflow is at work. The execution tells apart what a retried Map starts again while
/// what it started before is still being stopped.
record Spot(String executionArn, Place place) {
  static Spot of(Observation it) {
    return new Spot(it.executionArn(), it.place());
  }
}
