/// Reads an AWS SAM template into the functions, queues, buckets and state machines it declares.
@NullMarked
package dev.batchwright.local.template;

import org.jspecify.annotations.NullMarked;
