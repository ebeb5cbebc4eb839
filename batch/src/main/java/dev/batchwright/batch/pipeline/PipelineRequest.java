package dev.batchwright.batch.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.batchwright.batch.model.RunRequest;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A pipeline as its file says it: which jobs, and which after which.
///
/// ```json
/// {"pipeline": "nightly",
///  "jobs": {
///    "clean": {"binding": "orders"},
///    "report": {"binding": "order-report", "after": ["clean"]}}}
/// ```
///
/// In JSON it may carry the `run` that it continues, which is not part of what is asked.
///
/// @param pipeline the pipeline's name
/// @param jobs its jobs by name, in the order of the file
/// @param date the date that it is for, which bindings may have in their inputs and outputs; the
///   day on which it starts (UTC) where there is none
@JsonIgnoreProperties("run")
public record PipelineRequest(
    String pipeline, Map<String, PipelineJob> jobs, Optional<LocalDate> date) {

  public PipelineRequest {
    pipeline = Objects.requireNonNullElse(pipeline, "");
    jobs = jobs == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
    date = Objects.requireNonNullElse(date, Optional.empty());
  }

  /// One job of a pipeline: a binding of the settings file, or a request of its own.
  ///
  /// @param binding name of a binding
  /// @param request what to run, where it is no binding
  /// @param after jobs that have to be published first
  public record PipelineJob(
      Optional<String> binding, Optional<RunRequest> request, List<String> after) {

    public PipelineJob {
      binding = Objects.requireNonNullElse(binding, Optional.empty());
      request = Objects.requireNonNullElse(request, Optional.empty());
      after = after == null ? List.of() : List.copyOf(after);
    }
  }
}
