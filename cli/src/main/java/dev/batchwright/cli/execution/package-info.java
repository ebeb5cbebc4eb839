/// A run's execution, started and watched through the Step Functions API, the same on every target.
@NullMarked
package dev.batchwright.cli.execution;

import org.jspecify.annotations.NullMarked;
