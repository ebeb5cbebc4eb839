package dev.batchwright.states.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// How much of each state machine the tests of a class, nested ones included, have to reach. Below
/// it the class fails, and says what was not reached. All values are percent, from 0 to 100.
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(StateMachineExtension.class)
public @interface RequiredCoverage {

  /// Of the states.
  double states() default 100;

  /// Of the unconditional ways out of states: Next and End.
  double transitions() default 100;

  /// Of what is decided: rules and defaults of Choice states, retriers, catchers.
  double branches() default 100;
}
