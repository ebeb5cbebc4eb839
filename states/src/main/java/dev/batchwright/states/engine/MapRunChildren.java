package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.port.Place;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Makes the child executions of one Map Run, and remembers of those that have ended what a redrive
/// needs. A child is known by its place in the Map Run, and has the same name and ARN in every
/// attempt. Used on the Map Run's strand only.
final class MapRunChildren {

  /// Most unsuccessful Standard children that are kept to go on from where they failed; a redrive
  /// starts others from their first state. It bounds memory where a tolerance lets a Map Run go on
  /// whatever fails, at the number of children that can be at work at once.
  private static final int MAX_KEPT = 10_000;

  private final Execution parent;
  private final String stateName;
  private final Place place;
  private final Machine machine;
  private final String mapRunArn;
  private final BitSet succeeded = new BitSet();
  private final Map<Long, Execution> unsuccessful = new HashMap<>();

  /// @param place of the workflow that the Map state is in
  MapRunChildren(
      Execution parent, String stateName, Place place, Machine machine, String mapRunArn) {
    this.parent = parent;
    this.stateName = stateName;
    this.place = place;
    this.machine = machine;
    this.mapRunArn = mapRunArn;
  }

  Machine machine() {
    return machine;
  }

  Place place() {
    return place;
  }

  /// Whether the child at a place has succeeded, in this attempt or before.
  boolean hasSucceeded(long index) {
    return succeeded.get(Math.toIntExact(index));
  }

  /// The Standard child of an earlier attempt that did not succeed.
  Optional<Execution> takeUnsuccessful(long index) {
    return Optional.ofNullable(unsuccessful.remove(index));
  }

  /// A child that has not been started.
  Execution create(long index, JsonNode input) {
    Services services = parent.services();
    String name = id(mapRunArn + "#" + index);
    String arn =
        machine.type() == MachineType.EXPRESS
            ? services.names().express(machine.name(), name, id(mapRunArn + "#express#" + index))
            : services.names().execution(machine.name(), name);
    var child =
        new Execution(
            services,
            machine,
            arn,
            name,
            input,
            Optional.of(mapRunArn),
            new Place.Item(place, stateName, index));
    if (machine.type() == MachineType.STANDARD) {
      services.children().started(child);
    }
    return child;
  }

  void ended(long index, Execution child, Ending ending) {
    boolean standard = machine.type() == MachineType.STANDARD;
    if (standard) {
      parent.services().children().ended(child);
    }
    if (ending.status() == ExecutionStatus.SUCCEEDED) {
      succeeded.set(Math.toIntExact(index));
    } else if (standard && unsuccessful.size() < MAX_KEPT) {
      unsuccessful.put(index, child);
    }
  }

  /// Lets go of what only a redrive would need.
  void settle() {
    unsuccessful.values().forEach(Execution::settle);
    unsuccessful.clear();
  }

  /// A UUID made from a name. (The ids and names that AWS makes for Map Runs, their children and
  /// their labels are of that kind, version 3.)
  static String id(String of) {
    return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
