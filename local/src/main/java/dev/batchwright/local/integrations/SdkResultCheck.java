package dev.batchwright.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.port.ResultCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;

/// Holds mocked results against the SDK's own description of each action's response.
///
/// Members that the model does not have are let through, as the service does. So is everything
/// where there is no model: functions and activities answer any JSON, with a task token whoever
/// sends it back decides, a job (`.sync`) answers in a form of its own, and a service whose client
/// is not on the class path is not known.
///
/// What is required is what the SDK marks so. It marks members of nested structures (the `Status`
/// of a rule in S3's lifecycle configuration) and leaves out some that the API's reference calls
/// "always returned" (both of StartExecution): [Mode#STRICT] does not miss those.
public final class SdkResultCheck implements ResultCheck {

  /// A check against the clients on the class path.
  public SdkResultCheck() {}

  @Override
  public List<String> problems(ResourceArn resource, JsonNode result, Mode mode) {
    if (mode == Mode.NONE
        || resource.kind() != ResourceArn.Kind.INTEGRATION
        || resource.pattern() != ResourceArn.Pattern.REQUEST_RESPONSE) {
      return List.of();
    }
    Optional<SdkPojo> model = response(resource);
    if (model.isEmpty()) {
      return List.of();
    }
    var found = new Finding(mode, SdkTasks.naming(resource), new ArrayList<>());
    found.object(model.get(), result, "");
    return List.copyOf(found.problems);
  }

  /// A response with nothing in it.
  private static Optional<SdkPojo> response(ResourceArn resource) {
    Optional<Class<?>> client = SdkService.find(SdkTasks.sdkName(resource));
    if (client.isEmpty()) {
      return Optional.empty();
    }
    Optional<Class<?>> request = SdkCalls.requestOf(client.get(), resource.action());
    if (request.isEmpty()) {
      return Optional.empty();
    }
    String name = request.get().getName().replaceFirst("Request$", "Response");
    try {
      Class<?> type = Class.forName(name, true, request.get().getClassLoader());
      return Optional.of((SdkPojo) type.getMethod("builder").invoke(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name + " is not a response of the SDK", e);
    }
  }

  /// One result under check.
  private record Finding(Mode mode, SdkJson.Naming naming, List<String> problems) {

    private void object(SdkPojo model, JsonNode value, String place) {
      if (!value.isObject()) {
        wrong(place, "an object");
        return;
      }
      for (SdkField<?> field : model.sdkFields()) {
        String name = SdkJson.name(field, model, naming);
        String inside = place.isEmpty() ? name : place + "." + name;
        JsonNode member = value.get(name);
        if (member != null) {
          member(field, member, inside);
          choice(field, model, member, inside);
        } else if (mode == Mode.STRICT && field.containsTrait(RequiredTrait.class)) {
          problems.add("Required field '" + inside + "' is missing");
        }
      }
    }

    private void member(SdkField<?> field, JsonNode value, String place) {
      MarshallingType<?> type = field.marshallingType();
      if (type == MarshallingType.SDK_POJO) {
        object(field.constructor().get(), value, place);
      } else if (type == MarshallingType.LIST) {
        list(field.getTrait(ListTrait.class).memberFieldInfo(), value, place);
      } else if (type == MarshallingType.MAP) {
        map(field.getTrait(MapTrait.class).valueFieldInfo(), value, place);
      } else if (type == MarshallingType.BOOLEAN) {
        require(value.isBoolean(), place, "a boolean");
      } else if (type == MarshallingType.INTEGER
          || type == MarshallingType.LONG
          || type == MarshallingType.SHORT) {
        require(value.isIntegralNumber(), place, "an integer");
      } else if (type == MarshallingType.FLOAT
          || type == MarshallingType.DOUBLE
          || type == MarshallingType.BIG_DECIMAL) {
        require(value.isNumber(), place, "a number");
      } else if (type == MarshallingType.SDK_BYTES && naming == SdkJson.Naming.API) {
        // An optimized integration parses them: the Payload of lambda:invoke is any JSON.
        return;
      } else if (type == MarshallingType.INSTANT && naming == SdkJson.Naming.API) {
        require(value.isTextual() || value.isNumber(), place, "a string or a number");
      } else if (type != MarshallingType.DOCUMENT) {
        require(value.isTextual(), place, "a string");
      }
    }

    private void list(SdkField<?> element, JsonNode value, String place) {
      require(value.isArray(), place, "an array");
      for (int i = 0; value.isArray() && i < value.size(); i++) {
        member(element, value.get(i), place + "[" + i + "]");
      }
    }

    private void map(SdkField<?> element, JsonNode value, String place) {
      require(value.isObject(), place, "an object");
      value.properties().forEach(it -> member(element, it.getValue(), place + "." + it.getKey()));
    }

    /// A member with a fixed set of values has a setter that takes the enum of them.
    private void choice(SdkField<?> field, SdkPojo model, JsonNode value, String place) {
      if (field.marshallingType() != MarshallingType.STRING || !value.isTextual()) {
        return;
      }
      Arrays.stream(model.getClass().getMethods())
          .filter(it -> it.getParameterCount() == 1 && it.getParameterTypes()[0].isEnum())
          .filter(it -> it.getName().equalsIgnoreCase(field.memberName()))
          .map(it -> Arrays.asList(it.getParameterTypes()[0].getEnumConstants()))
          .filter(all -> all.stream().noneMatch(it -> it.toString().equals(value.textValue())))
          .findFirst()
          .ifPresent(_ -> problems.add("Field '" + place + "' is not an expected value"));
    }

    private void require(boolean right, String place, String expected) {
      if (!right) {
        wrong(place, expected);
      }
    }

    private void wrong(String place, String expected) {
      String what = place.isEmpty() ? "The result" : "Field '" + place + "'";
      problems.add(what + " must be " + expected);
    }
  }
}
