/// The command line: starts runs through the Step Functions API, watches them, and says what came
/// of them. It orchestrates nothing itself.
@NullMarked
package dev.batchwright.cli;

import org.jspecify.annotations.NullMarked;
