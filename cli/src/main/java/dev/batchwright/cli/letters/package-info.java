/// The dead letters of runs: found, held against what has been committed since, and removed.
@NullMarked
package dev.batchwright.cli.letters;

import org.jspecify.annotations.NullMarked;
