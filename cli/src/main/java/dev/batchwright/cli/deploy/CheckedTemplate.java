package dev.batchwright.cli.deploy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.trigger.Bindings;
import dev.batchwright.local.template.Declared;
import dev.batchwright.local.template.Surroundings;
import dev.batchwright.local.template.Template;
import dev.batchwright.local.template.TemplateException;
import dev.batchwright.states.definition.InvalidDefinitionException;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.definition.Problem;
import dev.batchwright.states.definition.StateMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The template of an order, found right before anything is uploaded: the settings file, the
/// parameters, and every state machine's definition.
///
/// @param text the template with the bindings' schedules
/// @param parameters the values that are given to parameters which the template has
/// @param declared the names of all of its parameters
record CheckedTemplate(String text, Map<String, String> parameters, Set<String> declared) {

  /// Any region and account do: only the file is checked.
  private static final String REGION = "us-east-1";

  private static final String ACCOUNT = "123456789012";

  CheckedTemplate {
    parameters = Map.copyOf(parameters);
    declared = Set.copyOf(declared);
  }

  /// Checks an order.
  ///
  /// @throws BadRequestException naming all that is wrong in the file that is
  static CheckedTemplate of(DeployOrder order) {
    Bindings bindings = order.settings().map(Bindings::read).orElse(Bindings.NONE);
    try {
      Set<String> declared = read(order, Map.of()).parameters().keySet();
      Map<String, String> given = new TreeMap<>(order.givenParameters());
      boolean scheduled = bindings.all().stream().anyMatch(it -> it.schedule().isPresent());
      given.putIfAbsent(TemplateComposer.SCHEDULES_ADDED, Boolean.toString(scheduled));
      given
          .keySet()
          .removeIf(name -> !declared.contains(name) && !order.parameters().containsKey(name));
      for (String name : given.keySet()) {
        if (!declared.contains(name)) {
          throw new BadRequestException(
              "--parameter %s: the template has no such parameter; it has: %s"
                  .formatted(name, String.join(", ", declared.stream().sorted().toList())));
        }
      }
      checkMachines(read(order, given));
      String text = Files.readString(order.template());
      return new CheckedTemplate(TemplateComposer.compose(text, bindings), given, declared);
    } catch (TemplateException e) {
      throw new BadRequestException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new BadRequestException(order.template() + " cannot be read: " + e, e);
    }
  }

  private static Template read(DeployOrder order, Map<String, String> parameters) {
    String queues = "https://sqs." + REGION + ".amazonaws.com/" + ACCOUNT;
    Path template = order.template();
    return Template.read(
        template, new Surroundings(REGION, ACCOUNT, order.stack(), queues, parameters));
  }

  private static void checkMachines(Template template) {
    List<String> wrong = new ArrayList<>();
    for (Declared.StateMachine machine : template.all(Declared.StateMachine.class)) {
      MachineType type =
          machine.type().equals("EXPRESS") ? MachineType.EXPRESS : MachineType.STANDARD;
      try {
        StateMachine.parse(machine.definition(), type);
      } catch (InvalidDefinitionException e) {
        for (Problem problem : e.problems()) {
          wrong.add("%s (%s): %s".formatted(machine.logicalId(), machine.source(), problem));
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new BadRequestException(
          "state machines that Step Functions would refuse:\n  " + String.join("\n  ", wrong));
    }
  }
}
