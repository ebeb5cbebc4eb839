/// Where runs run: in this process, on LocalStack, on AWS.
@NullMarked
package dev.batchwright.cli.target;

import org.jspecify.annotations.NullMarked;
