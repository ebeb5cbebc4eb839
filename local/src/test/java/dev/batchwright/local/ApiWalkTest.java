package dev.batchwright.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import dev.batchwright.states.api.ApiException;
import dev.batchwright.states.api.StepFunctionsApi;
import dev.batchwright.states.engine.StatesEngine;
import dev.batchwright.states.port.TaskIntegrations;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SfnRequest;

/// Walks the SDK's client of Step Functions: every operation that it has is answered, every member
/// that it requires is asked for, every member that it knows is taken.
final class ApiWalkTest {

  private final StepFunctionsApi api =
      StepFunctionsApi.over(StatesEngine.builder(), TaskIntegrations.none());

  /// An operation and its request.
  private record Operation(String name, Class<?> request) {
    @Override
    public String toString() {
      return name;
    }

    SdkPojo builder() {
      try {
        return (SdkPojo) request.getMethod("builder").invoke(null);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }

    List<String> required() {
      return builder().sdkFields().stream()
          .filter(it -> it.containsTrait(RequiredTrait.class))
          .map(SdkField::memberName)
          .toList();
    }
  }

  private static Stream<Operation> operations() {
    return Arrays.stream(SfnClient.class.getMethods())
        .filter(it -> it.getParameterCount() == 1)
        .filter(it -> SfnRequest.class.isAssignableFrom(it.getParameterTypes()[0]))
        .filter(it -> !it.getName().endsWith("Paginator"))
        .map(ApiWalkTest::operation)
        .distinct();
  }

  private static Operation operation(Method method) {
    String name = method.getName();
    return new Operation(
        Character.toUpperCase(name.charAt(0)) + name.substring(1), method.getParameterTypes()[0]);
  }

  @Test
  void theSdkAndTheApiHaveTheSameOperations() {
    assertThat(api.operations())
        .hasSizeGreaterThan(35)
        .containsExactlyInAnyOrderElementsOf(operations().map(Operation::name).toList());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyRequiredMemberIsAskedFor(Operation operation) {
    List<String> asked = new ArrayList<>();
    try {
      api.call(operation.name(), Json.object());
    } catch (ApiException e) {
      String message = String.valueOf(e.getMessage());
      operation.required().stream()
          .filter(it -> message.contains("Value null at '" + it + "'"))
          .forEach(asked::add);
    }
    assertThat(asked).isEqualTo(operation.required());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyMemberIsKnownByItsType(Operation operation) {
    for (SdkField<?> field : operation.builder().sdkFields()) {
      ObjectNode request = Json.object();
      boolean list = field.marshallingType() == MarshallingType.LIST;
      if (list) {
        assertThat(field.getTrait(ListTrait.class)).isNotNull();
        request.put(field.memberName(), 1);
      } else {
        request.putArray(field.memberName());
      }
      String code = "";
      try {
        api.call(operation.name(), request);
      } catch (ApiException e) {
        code = e.code();
      }
      assertThat(code).as(field.memberName()).isEqualTo("SerializationException");
    }
  }
}
