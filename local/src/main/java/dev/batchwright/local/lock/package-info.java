/// One lock for the threads of this process and for all processes:
/// [dev.batchwright.local.lock.ProcessLock].
@org.jspecify.annotations.NullMarked
package dev.batchwright.local.lock;
