package dev.batchwright.simulation.scenario;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What has to come out of a run.
///
/// @param header the output's columns
/// @param rows the output's rows in order; missing values are empty
/// @param refused rows that are refused, as `key byte b row n`, in order; without the number where
///   chunks before it have failed, since nobody then knows it
/// @param rowsRead rows in the input
/// @param rowsFiltered rows left out on purpose
/// @param tolerate refused rows that may be
/// @param chunksOver chunks that refuse more rows than one may, whether they are left out or not
public record Answer(
    List<String> header,
    List<List<Optional<String>>> rows,
    List<String> refused,
    int rowsRead,
    int rowsFiltered,
    int tolerate,
    List<Integer> chunksOver) {

  public Answer {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
    refused = List.copyOf(refused);
    chunksOver = List.copyOf(chunksOver);
    Objects.requireNonNull(header, "header");
  }

  /// Whether the run is to be refused for too many refused rows.
  public boolean isOverTolerance() {
    return refused.size() > tolerate;
  }

  /// Whether the run may be refused for what it or one of its chunks refuses.
  public boolean isRefused() {
    return isOverTolerance() || !chunksOver.isEmpty();
  }
}
