package dev.batchwright.cli.summary;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.batchwright.batch.model.CheckResult;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.RunFailure;
import dev.batchwright.cli.execution.PlanFacts;
import dev.batchwright.cli.summary.RunReport.Effort;
import dev.batchwright.cli.summary.RunReport.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// Says what came of a run to a program: one JSON document on standard output.
///
/// `status` is `published`, `failed`, `refused` or `stopped`; `exitCode` is that of the process.
public final class JsonReport {

  private final PrintStream out;

  public JsonReport(PrintStream out) {
    this.out = out;
  }

  /// Prints the report.
  ///
  /// @param exitCode what the process is going to answer
  public void print(RunReport report, int exitCode) {
    StringWriter text = new StringWriter();
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("run", report.run());
      json.writeStringField("status", status(report.outcome()));
      json.writeNumberField("exitCode", exitCode);
      json.writeStringField("job", report.job());
      json.writeArrayFieldStart("inputs");
      for (String input : report.inputs()) {
        json.writeString(input);
      }
      json.writeEndArray();
      json.writeStringField("output", report.output());
      json.writeNumberField("seconds", report.elapsed().toMillis() / 1e3);
      json.writeStringField("execution", report.execution());
      if (report.plan().isPresent()) {
        plan(json, report.plan().get());
      }
      outcome(json, report.outcome());
      if (report.work().isPresent()) {
        json.writeStringField("work", report.work().get());
      }
      if (report.log().isPresent()) {
        json.writeStringField("log", report.log().get());
      }
      if (!(report.outcome() instanceof Outcome.Visible)) {
        json.writeStringField("resume", report.resume());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a report could not be written", e);
    }
    out.println(text);
  }

  private static String status(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Visible _ -> "published";
      case Outcome.Failed _ -> "failed";
      case Outcome.Refused _ -> "refused";
      case Outcome.Stopped _ -> "stopped";
    };
  }

  private static void plan(JsonGenerator json, PlanFacts plan) throws IOException {
    json.writeObjectFieldStart("plan");
    json.writeNumberField("objects", plan.objects());
    json.writeNumberField("bytes", plan.bytes());
    json.writeNumberField("chunks", plan.chunks());
    json.writeNumberField("chunksCommittedBefore", plan.committedBefore());
    json.writeBooleanField("publishedBefore", plan.published());
    json.writeEndObject();
  }

  private static void outcome(JsonGenerator json, Outcome outcome) throws IOException {
    switch (outcome) {
      case Outcome.Visible visible -> visible(json, visible);
      case Outcome.Failed failed -> failure(json, failed.failure());
      case Outcome.Refused refused -> failure(json, refused.failure());
      case Outcome.Stopped stopped -> {
        json.writeNumberField("committed", stopped.committed());
        json.writeNumberField("total", stopped.total());
        json.writeStringField("of", stopped.noun());
      }
    }
  }

  private static void visible(JsonGenerator json, Outcome.Visible visible) throws IOException {
    Published published = visible.published();
    json.writeObjectFieldStart("rows");
    json.writeNumberField("read", published.rowsRead());
    json.writeNumberField(
        "kept", published.rowsRead() - published.rowsFiltered() - published.rowsQuarantined());
    json.writeNumberField("filtered", published.rowsFiltered());
    json.writeNumberField("quarantined", published.rowsQuarantined());
    json.writeNumberField("written", published.rowsWritten());
    json.writeEndObject();
    json.writeNumberField("outputs", published.outputs());
    json.writeNumberField("bytesWritten", published.bytesWritten());
    json.writeNumberField("failedChunks", published.failedChunks());
    if (visible.effort().isPresent()) {
      Effort effort = visible.effort().get();
      json.writeNumberField("attempts", effort.attempts());
      json.writeNumberField("retries", effort.retries());
      json.writeNumberField("requests", effort.requests());
    }
    json.writeArrayFieldStart("checks");
    for (CheckResult check : visible.checks()) {
      json.writeStartObject();
      json.writeStringField("check", check.check());
      json.writeStringField("found", check.found());
      json.writeStringField("allowed", check.allowed());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("manifest", published.manifest());
    json.writeStringField("summary", published.summary());
    if (!published.quarantine().isEmpty()) {
      json.writeStringField("quarantine", published.quarantine());
    }
  }

  private static void failure(JsonGenerator json, RunFailure failure) throws IOException {
    json.writeObjectFieldStart("failure");
    json.writeStringField("state", failure.state());
    json.writeStringField("error", failure.error());
    json.writeStringField("cause", failure.cause());
    json.writeEndObject();
  }
}
