/// The function host: runs handler classes as AWS Lambda runs them, and the Invoke API over it.
@NullMarked
package dev.batchwright.local.lambda;

import org.jspecify.annotations.NullMarked;
