package dev.batchwright.states.junit;

import dev.batchwright.states.engine.Observer;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/// Gives tests their [MachineTester], and keeps the accounts of coverage: one for the whole test
/// run, and one for each class that requires some.
final class StateMachineExtension
    implements BeforeAllCallback, AfterAllCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(StateMachineExtension.class);

  /// JUnit configuration parameter, or system property: where the reports go.
  private static final String DIRECTORY = "states.coverage.directory";

  private static final String DEFAULT_DIRECTORY = "target/states-coverage";

  @Override
  public void beforeAll(ExtensionContext context) {
    if (required(context).isPresent()) {
      context.getStore(NAMESPACE).put(keyOf(context), new CoverageBook());
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    required(context).ifPresent(it -> check(it, book(context).orElseThrow()));
  }

  private static Optional<RequiredCoverage> required(ExtensionContext context) {
    return context
        .getElement()
        .filter(Class.class::isInstance)
        .flatMap(it -> AnnotationSupport.findAnnotation(it, RequiredCoverage.class));
  }

  private static String keyOf(ExtensionContext context) {
    return context.getUniqueId();
  }

  private static Optional<CoverageBook> book(ExtensionContext context) {
    Store store = context.getStore(NAMESPACE);
    return Optional.ofNullable(store.get(keyOf(context), CoverageBook.class));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == MachineTester.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    StateMachineFile named =
        AnnotationSupport.findAnnotation(parameter.getParameter(), StateMachineFile.class)
            .or(() -> nearest(context))
            .orElseThrow(() ->
                new ParameterResolutionException(
                    "no @StateMachineFile names the machine of this MachineTester: put one on the"
                        + " parameter, the method or the class"));
    MachineFile file = MachineFile.load(named.value(), substitutions(named), named.type());
    return new MachineTester(file, observers(context, file));
  }

  private static Optional<StateMachineFile> nearest(ExtensionContext context) {
    for (Optional<ExtensionContext> at = Optional.of(context);
        at.isPresent();
        at = at.get().getParent()) {
      Optional<AnnotatedElement> element = at.get().getElement();
      Optional<StateMachineFile> found =
          element.flatMap(it -> AnnotationSupport.findAnnotation(it, StateMachineFile.class));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> substitutions(StateMachineFile named) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : named.substitutions()) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new ParameterResolutionException(
            "substitutions of " + named.value() + ": expected Name=value, got " + pair);
      }
      values.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return values;
  }

  private static List<Observer> observers(ExtensionContext context, MachineFile file) {
    List<Observer> observers = new ArrayList<>();
    observers.add(session(context).book().of(file));
    for (Optional<ExtensionContext> at = Optional.of(context);
        at.isPresent();
        at = at.get().getParent()) {
      book(at.get()).ifPresent(it -> observers.add(it.of(file)));
    }
    return observers;
  }

  private static SessionCoverage session(ExtensionContext context) {
    String directory = context.getConfigurationParameter(DIRECTORY).orElse(DEFAULT_DIRECTORY);
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .computeIfAbsent(
            SessionCoverage.class,
            _ -> new SessionCoverage(Path.of(directory)),
            SessionCoverage.class);
  }

  private static void check(RequiredCoverage required, CoverageBook book) {
    StringJoiner problems = new StringJoiner("\n");
    for (MachineCoverage machine : book.machines()) {
      boolean enough =
          machine.percent(CoveragePoint.Kind.STATE) >= required.states()
              && machine.percent(CoveragePoint.Kind.TRANSITION) >= required.transitions()
              && machine.percent(CoveragePoint.Kind.BRANCH) >= required.branches();
      if (!enough) {
        problems.add(CoverageReport.text(machine));
      }
    }
    if (problems.length() > 0) {
      throw new AssertionError(
          "The tests of this class reach too little: required are "
              + CoverageReport.percent(required.states())
              + " % of states, "
              + CoverageReport.percent(required.transitions())
              + " % of transitions, "
              + CoverageReport.percent(required.branches())
              + " % of branches\n"
              + problems);
    }
  }
}
