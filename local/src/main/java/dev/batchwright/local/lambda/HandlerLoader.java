package dev.batchwright.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/// Makes the handler object that a `Handler` setting names.
///
/// The settings seam: on AWS each function is a process with an environment of its own; here all
/// functions share one, so `System.getenv` cannot tell them apart. A handler class therefore has a
/// public constructor that takes its environment as `Map<String, String>`, which is used here, and
/// one without parameters, which AWS uses and which passes `System.getenv()` on. A class with only
/// the latter works as long as it reads no settings.
final class HandlerLoader {
  private static final String METHOD = "handleRequest";

  private final ClassLoader classes;

  HandlerLoader(ClassLoader classes) {
    this.classes = classes;
  }

  /// Loads the class, makes one object of it, and gives it the form of a stream handler.
  ///
  /// @throws Throwable what the class or its constructor threw, as it is
  RequestStreamHandler load(FunctionDefinition function, Map<String, String> environment)
      throws Throwable {
    Class<?> type = classes.loadClass(className(function));
    Object handler = construct(type, environment);
    return switch (handler) {
      case RequestStreamHandler stream -> stream;
      case RequestHandler<?, ?> object -> new ObjectHandler<>(object);
      default ->
          throw new IllegalArgumentException(
              "function "
                  + function.name()
                  + ": "
                  + type.getName()
                  + " implements neither RequestStreamHandler nor RequestHandler of"
                  + " com.amazonaws:aws-lambda-java-core");
    };
  }

  private static String className(FunctionDefinition function) {
    String[] parts = function.handler().split("::", 2);
    if (parts.length == 2 && !parts[1].equals(METHOD)) {
      throw new IllegalArgumentException(
          "function "
              + function.name()
              + ": Handler '"
              + function.handler()
              + "': expected package.Class::"
              + METHOD);
    }
    return parts[0];
  }

  private static Object construct(Class<?> type, Map<String, String> environment) throws Throwable {
    try {
      for (Constructor<?> constructor : type.getConstructors()) {
        if (constructor.getParameterCount() == 1
            && constructor.getParameterTypes()[0] == Map.class) {
          return constructor.newInstance(environment);
        }
      }
      return type.getConstructor().newInstance();
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          "class "
              + type.getName()
              + " has neither a public constructor without parameters nor one that takes a"
              + " Map<String, String>",
          e);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
