package dev.batchwright.batch.trigger;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.Storage;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;

/// Finds out which dates of a backfill are to run.
public final class BackfillPlanner {

  /// Output prefixes looked at at once.
  private static final int LOOKS = 32;

  private record Looked(BackfillDate date, boolean published) {}

  private final Bindings bindings;
  private final Buckets buckets;
  private final Storage storage;

  public BackfillPlanner(Bindings bindings, Buckets buckets, Storage storage) {
    this.bindings = bindings;
    this.buckets = buckets;
    this.storage = storage;
  }

  /// Lists the dates that are not published. Planned again, under the same execution, it lists them
  /// anew.
  ///
  /// @throws BadRequestException when there is no such binding, or it cannot run by date
  public PlannedBackfill plan(PlanBackfillRequest asked) {
    BackfillRequest request = asked.request();
    JobBinding binding = bindings.named(request.binding());
    check(binding);
    List<Looked> all =
        request
            .from()
            .datesUntil(request.to().plusDays(1))
            .map(date -> date(binding, date, asked.execution()))
            .gather(Gatherers.mapConcurrent(LOOKS, date -> new Looked(date, isPublished(date))))
            .toList();
    List<BackfillDate> left = all.stream().filter(it -> !it.published()).map(Looked::date).toList();
    S3Location items = new TriggerLayout(buckets.data()).backfill(asked.execution());
    byte[] json = Json.write(left);
    storage.put(items, json, 0, json.length);
    return new PlannedBackfill(
        binding.name(),
        all.size(),
        left.size(),
        all.stream().filter(Looked::published).map(it -> it.date().date()).toList(),
        items,
        request.atMost().orElse(BackfillRequest.AT_MOST));
  }

  private static void check(JobBinding binding) {
    if (binding.inputs().isEmpty()) {
      throw new BadRequestException(
          "binding '%s' reads what is uploaded and cannot run for a date; set its \"inputs\", as in"
                  .formatted(binding.name())
              + " s3://{incoming}/orders/{date}/*");
    }
    List<String> used = Placeholders.in(binding.output());
    if (!used.contains("run") && !used.contains("date") && !used.contains("day")) {
      throw new BadRequestException(
          "output %s of binding '%s' is the same for every date; put {date} or {run} into it"
              .formatted(binding.output(), binding.name()));
    }
  }

  private BackfillDate date(JobBinding binding, LocalDate date, String execution) {
    String run = RunIds.backfill(binding.name(), date);
    ZoneId zone = binding.schedule().map(Schedule::timezone).orElse(ZoneOffset.UTC);
    Placeholders placeholders =
        Placeholders.of(binding.name(), run, date.atStartOfDay(zone), buckets);
    return new BackfillDate(
        date, run, RunIds.again(run, execution), binding.request(placeholders, Optional.empty()));
  }

  /// Whoever published there: a date that its schedule has published is not done again.
  private boolean isPublished(BackfillDate date) {
    return storage.head(date.request().outputPrefix().plus("_SUCCESS")).isPresent();
  }
}
