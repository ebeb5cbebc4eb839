package dev.batchwright.job;

import dev.batchwright.batch.model.BadRequestException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/// Finds jobs: the built-in ones, those registered as services
/// (`META-INF/services/dev.batchwright.job.Job`), and any other by its class name.
public final class Jobs {

  private static final List<Job> BUILT_IN =
      List.of(
          new ConvertJob(), new FilterJob(), new CountByJob(), new SortJob(), new ValidateJob());

  private Jobs() {}

  /// The job with this name, service name or class name.
  ///
  /// @throws BadRequestException when there is none; the message lists those there are
  public static Job find(String nameOrClass) {
    Map<String, Job> known = known();
    Job job = known.get(nameOrClass);
    if (job != null) {
      return job;
    }
    for (Job each : known.values()) {
      if (each.getClass().getName().equals(nameOrClass)) {
        return each;
      }
    }
    return load(nameOrClass, List.copyOf(known.keySet()));
  }

  /// The names of the jobs that can be found without their class name.
  public static List<String> names() {
    return List.copyOf(known().keySet());
  }

  private static Map<String, Job> known() {
    Map<String, Job> known = new LinkedHashMap<>();
    for (Job job : BUILT_IN) {
      known.put(job.name(), job);
    }
    for (Job job : ServiceLoader.load(Job.class, loader())) {
      known.putIfAbsent(job.name(), job);
    }
    return known;
  }

  private static Job load(String name, List<String> names) {
    try {
      Class<?> type = Class.forName(name, false, loader());
      if (!Job.class.isAssignableFrom(type)) {
        throw new BadRequestException(
            "class %s is not a job; expected one that implements %s"
                .formatted(name, Job.class.getName()));
      }
      return (Job) type.getConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      List<String> candidates = new ArrayList<>(names);
      throw new BadRequestException(
          "unknown job '%s'%s Jobs: %s; or the class name of a job on the class path"
              .formatted(
                  name,
                  Suggestion.didYouMean(name, candidates) + (name.contains(".") ? "" : ";"),
                  String.join(", ", candidates)),
          e);
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      throw new BadRequestException(
          ("job class %s cannot be made; expected a public class with a public constructor"
                  + " without arguments")
              .formatted(name),
          e);
    } catch (InvocationTargetException | LinkageError e) {
      throw new BadRequestException("job class %s failed when it was made".formatted(name), e);
    }
  }

  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? Jobs.class.getClassLoader() : context;
  }
}
