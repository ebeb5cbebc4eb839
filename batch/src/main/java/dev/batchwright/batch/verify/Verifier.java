package dev.batchwright.batch.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.commit.Accounts;
import dev.batchwright.batch.commit.Decision;
import dev.batchwright.batch.commit.Runs;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.BatchException;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.storage.PinnedObject;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.Binding;
import dev.batchwright.batch.transform.CompiledFlow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Says whether a published run still holds: the commits tile the plan and balance, the manifest
/// says what they say, every output of it is there as it was written, and nothing lies beside them.
///
/// Nothing is written. Memory does not grow with the number of outputs or chunks, but with that of
/// damaged ones. What a run leaves that is not needed for this: shuffle, items, failures, the
/// refused rows of single chunks.
///
/// Safe for many threads.
public final class Verifier {

  private final Storage storage;

  public Verifier(Storage storage) {
    this.storage = storage;
  }

  /// The run that published under an output prefix, as its manifest says.
  ///
  /// @throws BadRequestException when there is no manifest, or what is there is none
  public WorkLayout publishedAt(S3Location output) {
    S3Location at = output.plus("manifest.json");
    try (Manifest manifest =
        Manifest.open(storage, at)
            .orElseThrow(() ->
                new BadRequestException(
                    at + " is not there: nothing is published under " + output + ", or not yet"))) {
      return WorkLayout.of(output, manifest.run());
    }
  }

  /// Looks at a run.
  ///
  /// @throws BadRequestException when the run is not published, so that nothing is to be verified
  /// @throws TransientException when the store does not answer, so that nothing can be said
  public Verification verify(WorkLayout layout, Depth depth) {
    return new Session(layout, depth).verify();
  }

  /// One look at one run.
  private final class Session {
    private final WorkLayout layout;
    private final Depth depth;
    private final Findings findings = new Findings();
    private final List<String> notes = new ArrayList<>();
    private final ListedOutputs listed;
    private final String run;
    private long rows;
    private long chunks;

    Session(WorkLayout layout, Depth depth) {
      this.layout = layout;
      this.depth = depth;
      this.listed = new ListedOutputs(storage, layout.output(), findings);
      this.run = layout.run();
    }

    Verification verify() {
      S3Location at = layout.output().plus("manifest.json");
      boolean success = storage.head(layout.output().plus("_SUCCESS")).isPresent();
      boolean summarized = checkSummary(success);
      if (!success) {
        findings.add(
            Finding.Kind.SUCCESS_MISSING,
            layout.output().plus("_SUCCESS"),
            "is not there, so that readers which wait for it see no output");
      }
      if (storage.head(at).isEmpty()) {
        findings.add(Finding.Kind.MANIFEST_DAMAGED, at, "is not there");
      } else {
        guard(Finding.Kind.MANIFEST_DAMAGED, at, () -> withManifest(at, listed::check));
        guard(Finding.Kind.MANIFEST_DAMAGED, at, () -> withManifest(at, this::checkLedger));
        guard(Finding.Kind.MANIFEST_DAMAGED, at, () -> withManifest(at, this::checkQuarantine));
      }
      if (!summarized) {
        findings.add(Finding.Kind.WORK_DAMAGED, layout.summary(), "does not say that it published");
      }
      return new Verification(
          run,
          layout.output().uri(),
          depth,
          listed.outputs(),
          listed.bytes(),
          rows,
          chunks,
          findings.named(),
          findings.count(),
          notes);
    }

    /// Whether the run says of itself that it is published.
    private boolean checkSummary(boolean success) {
      Optional<JsonNode> summary = storage.get(layout.summary()).map(Json::tree);
      boolean published = summary.filter(it -> it.path("published").asBoolean()).isPresent();
      if (!published && !success) {
        throw new BadRequestException(
            "run %s is not published under %s, so that there is nothing to verify; %s"
                .formatted(
                    run,
                    layout.output(),
                    storage.head(layout.failedSummary()).isPresent()
                        ? "it failed: go on with it by 'batchwright redrive " + run + "'"
                        : "it is under way, stopped, or was never there"));
      }
      return published;
    }

    private void withManifest(S3Location at, Consumer<Manifest> check) {
      try (Manifest manifest = Manifest.open(storage, at).orElseThrow()) {
        if (!manifest.run().equals(run)) {
          throw new BadRequestException("it is of run " + manifest.run() + ", not of " + run);
        }
        check.accept(manifest);
      }
    }

    /// What cannot be read any more is a finding; what cannot be read now is none.
    private boolean guard(Finding.Kind kind, S3Location place, Runnable check) {
      try {
        check.run();
        return true;
      } catch (TransientException e) {
        throw e;
      } catch (BatchException e) {
        String what = String.valueOf(e.getMessage());
        if (findings.named().stream().noneMatch(it -> it.what().equals(what))) {
          findings.add(kind, place, what);
        }
        return false;
      }
    }

    private void checkLedger(Manifest manifest) {
      Optional<RunPlan> plan = plan();
      if (plan.isEmpty()) {
        return;
      }
      Optional<OutputReader> reader =
          depth == Depth.FULL
              ? Optional.of(new OutputReader(storage, flow(plan.get())))
              : Optional.empty();
      CommittedOutputs committed =
          new CommittedOutputs(manifest, listed, reader, storage.background(), findings);
      Accounts accounts = accounts(plan.get(), committed);
      boolean balanced =
          guard(Finding.Kind.LEDGER_UNBALANCED, layout.work(), () -> accounts.balance());
      if (balanced) {
        committed.finish();
        compare(manifest, accounts);
      }
      rows = committed.rows();
      chunks = committed.chunks();
      if (committed.sameBytes() > 0) {
        notes.add(
            committed.sameBytes()
                + " outputs have another ETag than when they were published, and the same bytes:"
                + " they were copied or restored");
      }
    }

    /// The ledger as publish saw it: a chunk that the output goes without may be committed by now.
    private Accounts accounts(RunPlan plan, CommittedOutputs committed) {
      Set<Integer> without = Decision.find(storage, plan).map(Decision::without).orElse(Set.of());
      return new Accounts(storage, plan, without, committed);
    }

    private Optional<RunPlan> plan() {
      try {
        Optional<RunPlan> plan = Runs.plan(storage, layout);
        if (plan.isEmpty()) {
          findings.add(Finding.Kind.WORK_DAMAGED, layout.plan(), "is not there");
        }
        return plan;
      } catch (BadRequestException e) {
        findings.add(Finding.Kind.WORK_DAMAGED, layout.plan(), String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }

    /// The job as the run was planned with it; where it is not at hand, checksums have to do.
    private Optional<CompiledFlow> flow(RunPlan plan) {
      try {
        return Optional.of(
            Runs.compile(plan.request().job(), plan.request().settings())
                .bind(new Binding(plan.header().key(), plan.header().columns())));
      } catch (BadRequestException e) {
        notes.add(
            "rows were not counted by reading, since job %s is not at hand (name its jar): %s"
                .formatted(plan.request().job(), e.getMessage()));
        return Optional.empty();
      }
    }

    private void compare(Manifest manifest, Accounts accounts) {
      String place = layout.output().plus("manifest.json").uri();
      JsonNode said = manifest.result();
      findings.same(place, "rows read", accounts.rows().read(), said.path("rowsRead").asLong());
      findings.same(
          place, "rows filtered", accounts.rows().filtered(), said.path("rowsFiltered").asLong());
      findings.same(
          place,
          "rows quarantined",
          accounts.rows().quarantined(),
          said.path("rowsQuarantined").asLong());
      findings.same(
          place, "rows written", accounts.rowsWritten(), said.path("rowsWritten").asLong());
      findings.same(
          place, "bytes written", accounts.bytesWritten(), said.path("bytesWritten").asLong());
      findings.same(place, "outputs", listed.outputs(), said.path("outputs").asLong());
      findings.same(
          place, "failed chunks", accounts.failedChunks(), said.path("failedChunks").asLong());
    }

    private void checkQuarantine(Manifest manifest) {
      String uri = manifest.result().path("quarantine").asText();
      long expected = manifest.result().path("rowsQuarantined").asLong();
      if (uri.isEmpty()) {
        findings.same(layout.output().uri(), "rows quarantined without an object", 0, expected);
        return;
      }
      S3Location at = S3Location.parse(uri);
      Optional<InputObject> object =
          storage
              .head(at)
              .map(head ->
                  new InputObject(
                      at.bucket(), at.key(), head.etag(), head.versionId(), head.sizeBytes()));
      if (object.isEmpty()) {
        findings.add(Finding.Kind.QUARANTINE_DAMAGED, at, "is not there");
      } else if (depth == Depth.FULL) {
        long found = lines(new PinnedObject(storage, object.get()));
        if (found != expected) {
          findings.add(
              Finding.Kind.QUARANTINE_DAMAGED,
              at,
              "has %d rows, the commits have %d".formatted(found, expected));
        }
      }
    }

    private static long lines(PinnedObject object) {
      long lines = 0;
      byte[] buffer = new byte[64 << 10];
      try (InputStream bytes = object.open(0, object.sizeBytes())) {
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
          for (int i = 0; i < read; i++) {
            lines += buffer[i] == '\n' ? 1 : 0;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return lines;
    }
  }
}
