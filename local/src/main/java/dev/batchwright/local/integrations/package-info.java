/// Service integrations of Task states through the AWS SDK, against the endpoints in force.
@NullMarked
package dev.batchwright.local.integrations;

import org.jspecify.annotations.NullMarked;
