package dev.batchwright.batch.pipeline;

import java.util.List;

/// Which jobs were told to go on.
///
/// @param jobs their names
public record Released(List<String> jobs) {

  public Released {
    jobs = List.copyOf(jobs);
  }
}
