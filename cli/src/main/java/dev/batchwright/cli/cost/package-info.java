/// What a run costs on AWS, estimated from what its attempts took.
@NullMarked
package dev.batchwright.cli.cost;

import org.jspecify.annotations.NullMarked;
