/// The embedded target: AWS-protocol endpoints over one process, on one port.
@NullMarked
package dev.batchwright.local;

import org.jspecify.annotations.NullMarked;
