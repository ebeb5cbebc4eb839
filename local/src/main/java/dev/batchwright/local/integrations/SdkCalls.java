package dev.batchwright.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import dev.batchwright.states.port.TaskFailure;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.utils.builder.Buildable;

/// Calls any action of any service whose client is on the class path, with JSON in and out.
///
/// What Step Functions itself does with the SDK for Java, so that names of members and errors are
/// the same: no list of services or actions is kept here.
final class SdkCalls {

  /// The member that holds an action's stream, in all services that have one.
  private static final String BODY = "Body";

  private final Endpoints endpoints;
  private final Map<String, SdkService> services = new ConcurrentHashMap<>();

  SdkCalls(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /// What an action answered.
  ///
  /// @param json its members
  /// @param response where it has no stream, the SDK's own
  record Answer(ObjectNode json, Optional<AwsResponse> response) {}

  /// Calls an action.
  ///
  /// @param action in camelCase, as in the ARN of a Task
  /// @throws TaskFailure `States.Runtime` where there is no such service, action or member
  /// @throws SdkFailure when the service refused it or could not be reached
  Answer call(String service, String action, JsonNode arguments, SdkJson.Naming naming)
      throws TaskFailure, SdkFailure, InterruptedException {
    SdkService sdk = service(service);
    Method method =
        method(sdk.type(), action)
            .orElseThrow(() ->
                new TaskFailure(
                    "States.Runtime", "service '" + service + "' has no action '" + action + "'"));
    try {
      ObjectNode members = arguments.isObject() ? arguments.deepCopy() : Json.object();
      Optional<Object> stream = stream(method, members);
      SdkRequest request = request(method.getParameterTypes()[0], members);
      Object answer =
          stream.isPresent()
              ? method.invoke(sdk.client(), request, stream.get())
              : method.invoke(sdk.client(), request);
      return read(answer, naming);
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw new TaskFailure("States.Runtime", action + ": " + e.getMessage());
    } catch (InvocationTargetException e) {
      throw failure(sdk, e.getTargetException());
    } catch (ReflectiveOperationException e) {
      throw new TaskFailure("States.Runtime", action + " cannot be called: " + e);
    }
  }

  private static Optional<Method> method(Class<?> client, String action) {
    return Arrays.stream(client.getMethods())
        .filter(it -> it.getName().equals(action))
        .filter(SdkCalls::isCallable)
        .min(java.util.Comparator.comparing(SdkCalls::rank));
  }

  /// The class of an action's request; empty where the client has no such action.
  static Optional<Class<?>> requestOf(Class<?> client, String action) {
    return method(client, action).map(it -> it.getParameterTypes()[0]);
  }

  private SdkService service(String name) throws TaskFailure {
    SdkService found = services.get(name);
    if (found == null) {
      synchronized (services) {
        found = services.get(name);
        if (found == null) {
          found = SdkService.open(name, endpoints);
          services.put(name, found);
        }
      }
    }
    return found;
  }

  /// A request, and a stream to send or a place for the one that comes.
  private static boolean isCallable(Method method) {
    Class<?>[] types = method.getParameterTypes();
    return types.length > 0
        && types.length <= 2
        && SdkRequest.class.isAssignableFrom(types[0])
        && (types.length == 1
            || types[1] == RequestBody.class
            || types[1] == ResponseTransformer.class);
  }

  /// An action with a stream also has a method without, which leaves the stream open.
  private static int rank(Method method) {
    return method.getParameterCount() == 2 ? 0 : 1;
  }

  private static Optional<Object> stream(Method method, ObjectNode members) {
    if (method.getParameterCount() == 1) {
      return Optional.empty();
    }
    if (method.getParameterTypes()[1] == ResponseTransformer.class) {
      return Optional.of(ResponseTransformer.toBytes());
    }
    JsonNode body = members.remove(BODY);
    return Optional.of(
        body == null ? RequestBody.empty() : RequestBody.fromString(SdkJson.text(body)));
  }

  private static SdkRequest request(Class<?> type, JsonNode members)
      throws ReflectiveOperationException {
    SdkPojo builder = (SdkPojo) type.getMethod("builder").invoke(null);
    Set<String> unknown = SdkJson.fill(builder, members);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "the fields "
              + unknown
              + " are not supported; there are "
              + builder.sdkFields().stream().map(it -> it.memberName()).sorted().toList());
    }
    return (SdkRequest) ((Buildable) builder).build();
  }

  private static Answer read(Object answer, SdkJson.Naming naming) {
    if (answer instanceof ResponseBytes<?> whole) {
      ObjectNode json = SdkJson.read((SdkPojo) whole.response(), naming);
      return new Answer(json.put(BODY, SdkJson.text(whole.asByteArray())), Optional.empty());
    }
    return new Answer(
        SdkJson.read((SdkPojo) answer, naming),
        answer instanceof AwsResponse aws ? Optional.of(aws) : Optional.empty());
  }

  private static SdkFailure failure(SdkService sdk, Throwable e) throws InterruptedException {
    if (e instanceof AbortedException) {
      throw new InterruptedException(e.getMessage());
    }
    return new SdkFailure(sdk.prefix(), e);
  }
}
