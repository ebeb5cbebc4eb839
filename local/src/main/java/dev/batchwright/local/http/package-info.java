/// The one port: which service a request is for, and the AWS protocols on the wire.
@NullMarked
package dev.batchwright.local.http;

import org.jspecify.annotations.NullMarked;
