/// What the local target keeps of runs in its state directory, for commands of other processes:
/// notes of runs, and where processes that live answer.
@NullMarked
package dev.batchwright.cli.state;

import org.jspecify.annotations.NullMarked;
