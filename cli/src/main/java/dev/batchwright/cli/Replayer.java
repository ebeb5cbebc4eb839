package dev.batchwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.cli.RunFollower.Followed;
import dev.batchwright.cli.Sites.Site;
import dev.batchwright.cli.execution.Described;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.execution.RunStarter;
import dev.batchwright.cli.execution.Standing;
import dev.batchwright.cli.place.Places;
import dev.batchwright.cli.state.RunNotes;
import dev.batchwright.cli.text.Shell;
import dev.batchwright.cli.text.Units;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Does what `batchwright replay` was asked: starts the run over another's quarantined rows,
/// follows it, and says how many of them are healed.
final class Replayer {

  private static final Pattern REPLAY = Pattern.compile("(.+)-replay-(\\d{1,4})");

  private final Terminal terminal;
  private final Interruption interruption;
  private final Sites sites;
  private final InstantSource clock;

  Replayer(Terminal terminal, Interruption interruption, Sites sites, InstantSource clock) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.sites = sites;
    this.clock = clock;
  }

  /// What was asked for.
  ///
  /// @param run the run whose rows are replayed
  /// @param output where they go, where the user says so
  /// @param settings settings that are other than in that run
  /// @param json whether the result is to be JSON
  record Order(String run, Optional<String> output, Map<String, String> settings, boolean json) {
    Order {
      Objects.requireNonNull(run, "run");
      Objects.requireNonNull(output, "output");
      settings = Map.copyOf(settings);
    }

    /// The replay's id: derived, so that the same replay twice is one run.
    String replay() {
      Matcher before = REPLAY.matcher(run);
      return before.matches()
          ? before.group(1) + "-replay-" + (Integer.parseInt(before.group(2)) + 1)
          : run + "-replay-1";
    }
  }

  ExitCode replay(Order order, TargetOptions options) {
    if (!options.ofStateDirectory()) {
      return sites.atRun(order.run(), options, new Session(order, options));
    }
    Path log = options.stateDirectory().resolve("logs").resolve(order.replay() + ".log");
    try (StandardStreams _ = StandardStreams.to(log)) {
      return sites.atRun(order.run(), options, new Session(order, options));
    }
  }

  /// One replay.
  private final class Session implements Sites.Visit<ExitCode> {
    private final Order order;
    private final TargetOptions options;
    private Optional<String> output = Optional.empty();

    Session(Order order, TargetOptions options) {
      this.order = order;
      this.options = options;
    }

    @Override
    public void prepare(Described execution, Places places) {
      output = Optional.of(output(execution, places));
    }

    @Override
    public ExitCode work(Site site, Described execution) {
      if (!(execution.standing() instanceof Standing.Succeeded(String published))) {
        throw new BadRequestException(
            "run %s is not published, so that it has no rows to replay; redrive it, or start a new run"
                .formatted(order.run()));
      }
      long quarantined = json(published).path("rowsQuarantined").asLong();
      if (quarantined == 0) {
        terminal.err().printf("Run %s quarantined no row; nothing to replay.%n", order.run());
        return ExitCode.PUBLISHED;
      }
      String into = output.orElseGet(() -> output(execution, site.places()));
      terminal
          .err()
          .printf(
              "Run %s: %s of run %s, into %s%n",
              order.replay(),
              Units.count(quarantined, "quarantined row"),
              order.run(),
              site.places().show(into));
      String arn =
          new RunStarter(site.target().executions(), clock)
              .start(order.replay(), request(execution, into, site.places()));
      ExitCode code = follow(site, arn, into);
      site.target()
          .executions()
          .describe(arn)
          .map(Described::standing)
          .ifPresent(standing -> tellHealed(standing, quarantined));
      return code;
    }

    private RunRequest request(Described execution, String into, Places places) {
      RunRequest before =
          Json.read(
              execution.input().getBytes(StandardCharsets.UTF_8),
              RunRequest.class,
              "the input of " + execution.arn());
      Map<String, String> settings = new LinkedHashMap<>(before.settings());
      order.settings().forEach((name, value) -> settings.put(name, places.setting(value)));
      return before.replaying(Sites.layout(execution).work(), into, settings);
    }

    private ExitCode follow(Site site, String arn, String into) {
      keep(site, arn);
      RunFollower follower =
          new RunFollower(
              terminal,
              interruption,
              site.places(),
              site.target().objects(),
              site.target().deadLetters());
      Followed followed = follower.follow(site.target(), arn, true);
      keep(site, arn);
      Described ended = site.target().executions().describe(arn).orElseThrow();
      RunSubject subject =
          new RunSubject(
              order.replay(),
              ended.job(),
              List.of("the quarantined rows of run " + order.run()),
              site.places().show(into),
              Optional.empty(),
              options.redrive(order.replay()));
      return follower.tell(subject, arn, followed, ended.took(clock.instant()), order.json());
    }

    private void keep(Site site, String arn) {
      if (options.ofStateDirectory()) {
        new RunNotes(options.stateDirectory())
            .keep(site.target().executions(), arn, site.places().mounts());
      }
    }

    private void tellHealed(Standing standing, long quarantined) {
      if (!(standing instanceof Standing.Succeeded(String published))) {
        return;
      }
      long read = json(published).path("rowsRead").asLong();
      long refused = json(published).path("rowsQuarantined").asLong();
      terminal
          .err()
          .printf(
              "Of %s of run %s, %s %s healed%s%s.%n",
              Units.count(quarantined, "quarantined row"),
              order.run(),
              Units.count(read - refused),
              read - refused == 1 ? "is" : "are",
              refused == 0 ? "" : ", " + Units.count(refused) + " refused still",
              read == quarantined
                  ? ""
                  : ", " + Units.count(quarantined - read) + " cannot be read again as rows");
      if (refused > 0) {
        terminal
            .err()
            .printf(
                "Once the job is fixed for those: %s%n",
                Shell.commandLine(List.of("batchwright", "replay", order.replay())));
      }
    }

    /// Beside the run's output: its name, and which replay it is.
    private String output(Described execution, Places places) {
      if (order.output().isPresent()) {
        return places.output(order.output().get());
      }
      S3Location before = Sites.layout(execution).output();
      String suffix = order.replay().substring(order.replay().lastIndexOf("-replay-"));
      Matcher earlier = REPLAY.matcher(withoutSlash(before.key()));
      if (!before.key().isEmpty()) {
        String name = earlier.matches() ? earlier.group(1) : withoutSlash(before.key());
        return new S3Location(before.bucket(), name + suffix + "/").uri();
      }
      String shown = places.show(before.uri());
      if (shown.startsWith("s3://")) {
        throw new BadRequestException(
            "the output of run %s is the whole of bucket %s; say where its replay goes with --output"
                .formatted(order.run(), before.bucket()));
      }
      Matcher directory = REPLAY.matcher(withoutSlash(shown));
      return places.output(
          (directory.matches() ? directory.group(1) : withoutSlash(shown)) + suffix);
    }

    private static String withoutSlash(String text) {
      return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static JsonNode json(String text) {
      return Json.tree(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
