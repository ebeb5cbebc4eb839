/// A team's own project: made by `batchwright new`.
@NullMarked
package dev.batchwright.cli.project;

import org.jspecify.annotations.NullMarked;
