/// Brings the template, the functions' package and the state machines to a target as one
/// CloudFormation stack, and takes the stack away again.
@NullMarked
package dev.batchwright.cli.deploy;

import org.jspecify.annotations.NullMarked;
