/// The Step Functions room: the States Language engine behind its AWS protocol, and its ports.
@NullMarked
package dev.batchwright.local.stepfunctions;

import org.jspecify.annotations.NullMarked;
