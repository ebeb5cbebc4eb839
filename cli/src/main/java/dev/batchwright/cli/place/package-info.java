/// Where a user's inputs and outputs are: paths and globs on this machine as objects of mounted
/// buckets, and the way back for messages.
@NullMarked
package dev.batchwright.cli.place;

import org.jspecify.annotations.NullMarked;
