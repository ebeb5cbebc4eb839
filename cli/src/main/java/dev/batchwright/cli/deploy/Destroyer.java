package dev.batchwright.cli.deploy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.cli.deploy.Buckets.Content;
import dev.batchwright.cli.deploy.StackProgress.Waiting;
import dev.batchwright.cli.deploy.Stacks.Stack;
import dev.batchwright.cli.deploy.Stacks.StackResource;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes a stack away, unless data would be left behind.
final class Destroyer {

  private final Stacks stacks;
  private final Buckets buckets;
  private final Waiting waiting;
  private final PrintStream out;

  Destroyer(Stacks stacks, Buckets buckets, Waiting waiting, PrintStream out) {
    this.stacks = stacks;
    this.buckets = buckets;
    this.waiting = waiting;
    this.out = out;
  }

  /// Deletes a stack, and its buckets where they are empty.
  ///
  /// The template retains its buckets, so none of them can be lost by deleting the stack; those
  /// with data in them stay, and only where the user says so.
  ///
  /// @param keepData whether buckets with data in them may stay behind
  /// @return whether the stack is gone
  /// @throws BadRequestException when there is data, or something else is being done to the stack
  boolean destroy(String name, boolean keepData) {
    Optional<Stack> found = stacks.find(name);
    if (found.isEmpty()) {
      out.println("There is no stack " + name + ".");
      return true;
    }
    Stack stack = found.get();
    if (stack.inProgress()) {
      throw new BadRequestException(
          "stack %s is %s: wait until that is done".formatted(name, stack.status()));
    }
    List<StackResource> resources = stacks.resources(stack.id());
    Map<String, Content> contents = contents(resources);
    if (!keepData) {
      refuseData(name, contents);
    }
    StackProgress progress = StackProgress.from(stacks, stack.id(), out, waiting);
    stacks.delete(stack.id());
    Stack after = progress.follow();
    if (!after.status().equals("DELETE_COMPLETE")) {
      Outcome.failed(after, progress.since()).forEach(out::println);
      return false;
    }
    out.println("Stack " + name + " is deleted.");
    contents.forEach(this::leave);
    resources.stream()
        .filter(resource -> resource.type().equals("AWS::SQS::Queue"))
        .filter(resource -> resource.logicalId().endsWith("DeadLetters"))
        .forEach(queue -> out.println("Kept, with what is in it: queue " + queue.physicalId()));
    return true;
  }

  private Map<String, Content> contents(List<StackResource> resources) {
    Map<String, Content> contents = new LinkedHashMap<>();
    for (StackResource resource : resources) {
      if (resource.type().equals("AWS::S3::Bucket") && !resource.physicalId().isEmpty()) {
        contents.put(resource.physicalId(), buckets.content(resource.physicalId()));
      }
    }
    return contents;
  }

  private static void refuseData(String name, Map<String, Content> contents) {
    StringBuilder message = new StringBuilder();
    contents.forEach((bucket, content) -> {
      if (content.objects() > 0) {
        message.append(
            "%n  s3://%s has %s objects; to empty it: aws s3 rm s3://%s --recursive,"
                .concat(" and older versions with 'Empty' in the S3 console")
                .formatted(bucket, content, bucket));
      }
    });
    if (!message.isEmpty()) {
      throw new BadRequestException(
          "stack "
              + name
              + " holds data and was not touched; empty its buckets, or keep them by"
              + " --keep-data:"
              + message);
    }
  }

  private void leave(String bucket, Content content) {
    if (content.objects() > 0) {
      out.println("Kept, with what is in it: bucket s3://" + bucket);
    } else {
      buckets.delete(bucket);
      out.println("Deleted bucket s3://" + bucket);
    }
  }
}
