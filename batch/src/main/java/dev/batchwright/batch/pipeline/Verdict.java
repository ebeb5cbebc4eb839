package dev.batchwright.batch.pipeline;

import java.util.List;

/// What a job that waits is told.
///
/// @param ready whether it may run
/// @param because what it depends on and what is not published, where it may not
public record Verdict(boolean ready, List<String> because) {

  public Verdict {
    because = List.copyOf(because);
  }
}
