package dev.batchwright.batch.publish;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.batchwright.batch.commit.CommittedOutput;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.CheckResult;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.ManifestOutput;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.ObjectOutput;
import dev.batchwright.batch.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Writes `manifest.json`, which names every object that belongs to the output, as a stream.
final class ManifestWriter {

  /// What was read.
  ///
  /// @param objects input objects
  /// @param bytes bytes of them
  /// @param plan the run's plan
  /// @param chunks the list of chunks, which has every object's ETag
  record ManifestInputs(long objects, long bytes, String plan, String chunks) {}

  /// What the manifest says before it names the outputs.
  ///
  /// @param published what is published
  /// @param checks what came of the job's checks
  /// @param failedChunks the first of the chunks that failed for good
  /// @param now when
  record Head(
      Published published, List<CheckResult> checks, List<String> failedChunks, Instant now) {}

  private final RunPlan plan;
  private final ObjectOutput output;
  private final JsonGenerator json;

  private ManifestWriter(RunPlan plan, ObjectOutput output) throws IOException {
    this.plan = plan;
    this.output = output;
    this.json = Json.mapper().createGenerator(output, JsonEncoding.UTF8);
    json.useDefaultPrettyPrinter();
  }

  static S3Location location(RunPlan plan) {
    return plan.request().outputPrefix().plus("manifest.json");
  }

  /// Completes the outputs and writes the manifest over them.
  ///
  /// @throws BadRequestException when another run published to the prefix meanwhile
  static void write(Storage storage, RunPlan plan, Head head, OutputSpool outputs) {
    refuseForeign(storage, plan);
    // The owner is the run, so that a publisher which comes again knows the manifest as its own.
    ObjectOutput output = new ObjectOutput(storage, location(plan), plan.run());
    try {
      ManifestWriter manifest = new ManifestWriter(plan, output);
      manifest.begin(head);
      outputs.complete(manifest::add);
      manifest.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      output.discard();
      throw e;
    }
  }

  private static void refuseForeign(Storage storage, RunPlan plan) {
    Optional<String> owner =
        storage.get(location(plan)).map(bytes -> Json.tree(bytes).path("run").asText());
    if (owner.isPresent() && !owner.get().equals(plan.run())) {
      throw new BadRequestException(
          location(plan)
              + " is of run "
              + owner.get()
              + ", which published here meanwhile; nothing was overwritten. Start a new run with an"
              + " output prefix of its own");
    }
  }

  private void begin(Head head) throws IOException {
    json.writeStartObject();
    json.writeStringField("run", plan.run());
    json.writePOJOField("request", plan.request());
    json.writePOJOField(
        "inputs",
        new ManifestInputs(
            plan.totals().objects(),
            plan.totals().bytes(),
            plan.layout().plan().uri(),
            new S3Location(plan.chunkList().bucket(), plan.chunkList().key()).uri()));
    json.writePOJOField("result", head.published());
    json.writePOJOField("checks", head.checks());
    json.writePOJOField("failedChunks", head.failedChunks());
    json.writePOJOField("publishedAt", head.now());
    json.writeArrayFieldStart("outputs");
  }

  private void add(CommittedOutput committed, String etag) {
    try {
      json.writePOJO(
          new ManifestOutput(
              committed.pending().location().uri(),
              committed.pending().sizeBytes(),
              committed.rows(),
              etag));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void end() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
    json.close();
    output.finish();
  }
}
