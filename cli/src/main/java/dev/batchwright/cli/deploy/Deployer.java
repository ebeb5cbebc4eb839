package dev.batchwright.cli.deploy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.cli.deploy.StackProgress.Waiting;
import dev.batchwright.cli.deploy.Stacks.Change;
import dev.batchwright.cli.deploy.Stacks.ChangeOrder;
import dev.batchwright.cli.deploy.Stacks.ChangeSet;
import dev.batchwright.cli.deploy.Stacks.Stack;
import dev.batchwright.cli.target.TargetKind;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Deploys: checks, uploads, shows what would change, does it, says what there is now.
final class Deployer {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'batchwright-'yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

  private final Stacks stacks;
  private final Buckets buckets;
  private final Waiting waiting;
  private final PrintStream out;
  private final Asker asker;
  private final Clock clock;

  Deployer(
      Stacks stacks, Buckets buckets, Waiting waiting, PrintStream out, Asker asker, Clock clock) {
    this.stacks = stacks;
    this.buckets = buckets;
    this.waiting = waiting;
    this.out = out;
    this.asker = asker;
    this.clock = clock;
  }

  /// Carries an order out.
  ///
  /// @return whether the stack is what was ordered, or could be
  /// @throws BadRequestException when it is refused before anything is changed
  /// @throws StoppedException when the user stops
  boolean deploy(DeployOrder order) {
    CheckedTemplate template = CheckedTemplate.of(order);
    Optional<Stack> before = new StackReadiness(stacks, waiting, out).ready(order);
    buckets.ensure(order.artifactBucket());
    String packaged = upload(order, template.text()).text();
    String text =
        order.target() == TargetKind.LOCALSTACK
            ? ContentAlias.in(packaged, template.parameters())
            : packaged;
    String changeSet = stacks.createChangeSet(order(order, template, text, before));
    ChangeSet changes = await(changeSet);
    if (isEmpty(order, changes)) {
      stacks.deleteChangeSet(changeSet);
      out.println("No changes: stack " + order.stack() + " is as ordered.");
      before.ifPresent(stack -> Outcome.describe(order, stack).forEach(out::println));
      return true;
    }
    if (!changes.isReady()) {
      discard(changeSet, changes, before);
      out.println(
          "CloudFormation refused the change set: %s; nothing was changed"
              .formatted(changes.reason()));
      return false;
    }
    ChangeTable.lines(changes.changes()).forEach(out::println);
    if (!confirmed(order, changes)) {
      discard(changeSet, changes, before);
      out.println("Nothing was changed.");
      return order.dryRun();
    }
    return apply(order, changeSet, changes.stackId());
  }

  private ChangeOrder order(
      DeployOrder order, CheckedTemplate template, String text, Optional<Stack> before) {
    Map<String, Optional<String>> parameters = new LinkedHashMap<>();
    // What was given once stays until it is given anew.
    before.ifPresent(stack ->
        stack.parameters().stream()
            .filter(template.declared()::contains)
            .forEach(name -> parameters.put(name, Optional.empty())));
    template.parameters().forEach((name, value) -> parameters.put(name, Optional.of(value)));
    Artifact whole = store(order, text);
    return new ChangeOrder(
        order.stack(),
        before.isEmpty(),
        NAME.format(clock.instant()),
        text,
        buckets.url(order.artifactBucket(), whole.key()),
        parameters);
  }

  private PackagedTemplate upload(DeployOrder order, String template) {
    Path code = temporary(".zip");
    try {
      PackagedTemplate packaged =
          PackagedTemplate.of(
              template,
              order.template().toAbsolutePath().resolveSibling(""),
              order.artifactBucket(),
              base -> {
                FunctionsPackage.write(base, order.jars(), order.settings(), code);
                return code;
              });
      packaged.artifacts().forEach(artifact -> upload(order, artifact));
      return packaged;
    } finally {
      delete(code);
    }
  }

  private Artifact store(DeployOrder order, String template) {
    Path file = temporary(".yaml");
    try {
      Files.writeString(file, template);
      Artifact artifact = Artifact.of(file, "template", ".yaml");
      upload(order, artifact);
      return artifact;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    } finally {
      delete(file);
    }
  }

  private void upload(DeployOrder order, Artifact artifact) {
    if (buckets.upload(order.artifactBucket(), artifact)) {
      out.printf("Uploaded s3://%s/%s%n", order.artifactBucket(), artifact.key());
    }
  }

  /// LocalStack calls a change set without changes complete. On AWS such a one changes outputs.
  private static boolean isEmpty(DeployOrder order, ChangeSet changes) {
    return changes.isEmpty()
        || (order.target() == TargetKind.LOCALSTACK
            && changes.isReady()
            && changes.changes().isEmpty());
  }

  private ChangeSet await(String changeSetArn) {
    ChangeSet changes = stacks.changeSet(changeSetArn);
    while (changes.isBeingMade()) {
      waiting.once("the change set is being made");
      changes = stacks.changeSet(changeSetArn);
    }
    return changes;
  }

  private boolean confirmed(DeployOrder order, ChangeSet changes) {
    if (order.dryRun()) {
      out.println("This is a dry run.");
      return false;
    }
    if (order.yes()) {
      return true;
    }
    Optional<String> answer =
        asker.ask("Apply these changes to stack " + order.stack() + "? [y/N] ");
    if (answer.isPresent()) {
      return answer.get().strip().matches("(?i)y|yes");
    }
    if (changes.changes().stream().anyMatch(Change::losesData)) {
      out.println(
          "There is no terminal to confirm the loss of data at; if it is meant, add --yes.");
      return false;
    }
    out.println("There is no terminal to ask at: applying the changes.");
    return true;
  }

  /// A change set on a stack that was never made leaves an empty stack behind.
  private void discard(String changeSetArn, ChangeSet changes, Optional<Stack> before) {
    stacks.deleteChangeSet(changeSetArn);
    if (before.isEmpty()) {
      stacks.delete(changes.stackId());
    }
  }

  private boolean apply(DeployOrder order, String changeSetArn, String stackId) {
    StackProgress progress = StackProgress.from(stacks, stackId, out, waiting);
    stacks.execute(changeSetArn);
    Stack after = progress.follow();
    if (after.status().equals("CREATE_COMPLETE") || after.status().equals("UPDATE_COMPLETE")) {
      out.printf("Stack %s is deployed (%s).%n", order.stack(), after.status());
      Outcome.describe(order, after).forEach(out::println);
      return true;
    }
    Outcome.failed(after, progress.since()).forEach(out::println);
    return false;
  }

  private static Path temporary(String ending) {
    try {
      return Files.createTempFile("batchwright", ending);
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary file can be made", e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be deleted", e);
    }
  }
}
