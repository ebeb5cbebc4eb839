package dev.batchwright.cli.deploy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;

/// CloudFormation by its API.
final class CloudFormationStacks implements Stacks {

  /// Longer templates are read from S3. (AWS: CloudFormation quotas, "Template body size".)
  private static final int MAX_BODY_BYTES = 51_200;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private final CloudFormationClient client;

  CloudFormationStacks(CloudFormationClient client) {
    this.client = client;
  }

  @Override
  public Optional<Stack> find(String nameOrId) {
    try {
      return client.describeStacks(b -> b.stackName(nameOrId)).stacks().stream()
          .findFirst()
          .map(CloudFormationStacks::stack);
    } catch (CloudFormationException e) {
      // A missing stack is a ValidationError, told from others by its words alone.
      if (String.valueOf(e.getMessage()).contains("does not exist")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Stack stack(software.amazon.awssdk.services.cloudformation.model.Stack stack) {
    Map<String, String> outputs = new TreeMap<>();
    for (Output output : stack.outputs()) {
      outputs.put(output.outputKey(), output.outputValue());
    }
    return new Stack(
        stack.stackId(),
        stack.stackName(),
        stack.stackStatusAsString(),
        text(stack.stackStatusReason()),
        stack.parameters().stream().map(Parameter::parameterKey).toList(),
        outputs);
  }

  @Override
  public String createChangeSet(ChangeOrder order) {
    List<Parameter> parameters = new ArrayList<>();
    new TreeMap<>(order.parameters())
        .forEach((name, value) -> parameters.add(parameter(name, value)));
    boolean isShort = order.template().length() <= MAX_BODY_BYTES;
    return client
        .createChangeSet(b ->
            b.stackName(order.stack())
                .changeSetName(order.name())
                .changeSetType(order.create() ? ChangeSetType.CREATE : ChangeSetType.UPDATE)
                .templateBody(isShort ? order.template() : null)
                .templateURL(isShort ? null : order.templateUrl())
                .capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_AUTO_EXPAND)
                .parameters(parameters))
        .id();
  }

  private static Parameter parameter(String name, Optional<String> value) {
    Parameter.Builder parameter = Parameter.builder().parameterKey(name);
    value.ifPresentOrElse(parameter::parameterValue, () -> parameter.usePreviousValue(true));
    return parameter.build();
  }

  @Override
  public ChangeSet changeSet(String changeSetArn) {
    List<Change> changes = new ArrayList<>();
    @Nullable String token = null;
    DescribeChangeSetResponse page;
    do {
      String next = token;
      page = client.describeChangeSet(b -> b.changeSetName(changeSetArn).nextToken(next));
      page.changes().stream()
          .map(software.amazon.awssdk.services.cloudformation.model.Change::resourceChange)
          .filter(Objects::nonNull)
          .map(CloudFormationStacks::change)
          .forEach(changes::add);
      token = page.nextToken();
    } while (token != null);
    changes.sort(Comparator.comparing(Change::logicalId));
    return new ChangeSet(page.statusAsString(), text(page.statusReason()), page.stackId(), changes);
  }

  private static Change change(ResourceChange change) {
    return new Change(
        text(change.actionAsString()),
        change.logicalResourceId(),
        text(change.resourceType()),
        text(change.replacementAsString()));
  }

  @Override
  public void deleteChangeSet(String changeSetArn) {
    client.deleteChangeSet(b -> b.changeSetName(changeSetArn));
  }

  @Override
  public void execute(String changeSetArn) {
    client.executeChangeSet(b -> b.changeSetName(changeSetArn));
  }

  @Override
  public List<StackEvent> events(String stackId) {
    List<StackEvent> events = new ArrayList<>();
    client.describeStackEventsPaginator(b -> b.stackName(stackId)).stackEvents().stream()
        .map(event ->
            new StackEvent(
                event.eventId(),
                TIME.format(Objects.requireNonNullElse(event.timestamp(), Instant.EPOCH)),
                text(event.logicalResourceId()),
                text(event.resourceType()),
                text(event.resourceStatusAsString()),
                text(event.resourceStatusReason())))
        .forEach(events::add);
    return events.reversed();
  }

  @Override
  public List<StackResource> resources(String stackId) {
    return client
        .listStackResourcesPaginator(b -> b.stackName(stackId))
        .stackResourceSummaries()
        .stream()
        .map(resource ->
            new StackResource(
                resource.logicalResourceId(),
                resource.resourceType(),
                text(resource.physicalResourceId())))
        .toList();
  }

  @Override
  public void delete(String stackId) {
    client.deleteStack(b -> b.stackName(stackId));
  }

  @Override
  public void close() {
    client.close();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
