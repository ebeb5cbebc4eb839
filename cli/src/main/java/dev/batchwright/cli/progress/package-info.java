/// How far a run is, as a bar on a terminal or as plain lines.
@NullMarked
package dev.batchwright.cli.progress;

import org.jspecify.annotations.NullMarked;
