package dev.batchwright.simulation.scenario;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What has to come out of a run.
///
/// @param header the output's columns
/// @param rows the output's rows in order; missing values are empty
/// @param refused rows that are refused, as `key row n`, in order
/// @param rowsRead rows in the input
/// @param rowsFiltered rows left out on purpose
/// @param tolerate refused rows that may be
public record Answer(
    List<String> header,
    List<List<Optional<String>>> rows,
    List<String> refused,
    int rowsRead,
    int rowsFiltered,
    int tolerate) {

  public Answer {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
    refused = List.copyOf(refused);
    Objects.requireNonNull(header, "header");
  }

  /// Whether the run is to be refused for too many refused rows.
  public boolean isOverTolerance() {
    return refused.size() > tolerate;
  }
}
