package dev.batchwright.states.junit;

import dev.batchwright.states.definition.MachineType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Names the state machine that tests get as a [MachineTester] parameter. On a parameter it goes
/// before that on the method, the class and the classes around it.
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(StateMachineExtension.class)
public @interface StateMachineFile {

  /// The file: a resource on the class path, or a path from the working directory or the nearest
  /// directory above it that has it, so that a module finds a file of its repository.
  String value();

  /// Values of the file's `${Name}` placeholders, each as `Name=value`, as CloudFormation's
  /// DefinitionSubstitutions would give them. All that the file has are to be given.
  String[] substitutions() default {};

  /// How executions run. Express executions are not kept a history of; everything else is seen.
  MachineType type() default MachineType.STANDARD;
}
