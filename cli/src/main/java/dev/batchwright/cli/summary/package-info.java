/// What a run did, for people and as JSON.
@NullMarked
package dev.batchwright.cli.summary;

import org.jspecify.annotations.NullMarked;
