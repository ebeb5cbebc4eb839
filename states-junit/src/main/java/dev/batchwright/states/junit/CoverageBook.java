package dev.batchwright.states.junit;

import dev.batchwright.states.engine.Observer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The coverage of all machines that some tests run, by file. Definitions that differ by more than
/// substitutions are different machines, also under one name.
final class CoverageBook {

  private record Key(String source, List<CoveragePoint> points) {}

  private final Map<Key, MachineCoverage> machines = new LinkedHashMap<>();

  /// Where runs of a machine are counted.
  synchronized Observer of(MachineFile file) {
    return machines.computeIfAbsent(
        new Key(file.source(), CoveragePoints.of(file)), _ -> new MachineCoverage(file));
  }

  /// The machines in the order in which they came up.
  synchronized List<MachineCoverage> machines() {
    return new ArrayList<>(machines.values());
  }
}
