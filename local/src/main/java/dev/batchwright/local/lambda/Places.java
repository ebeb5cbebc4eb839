package dev.batchwright.local.lambda;

import dev.batchwright.local.http.ServiceException;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;

/// The places of one function: its own where it has reserved some, and the account's.
final class Places {
  private final String function;
  private final Semaphore account;
  private final Semaphore reserved;
  private final Concurrency.Overflow overflow;

  Places(String function, Semaphore account, OptionalInt reserved, Concurrency.Overflow overflow) {
    this.function = function;
    this.account = account;
    this.reserved = new Semaphore(reserved.orElse(Integer.MAX_VALUE), true);
    // Nobody gives back a place that there never was: a stopped function must not be waited for.
    this.overflow = reserved.orElse(1) == 0 ? Concurrency.Overflow.THROTTLE : overflow;
  }

  /// Takes a place; give it back.
  ///
  /// @throws ServiceException `TooManyRequestsException`, 429, where there is none and the overflow
  ///   is to be refused
  void take() throws InterruptedException {
    switch (overflow) {
      case QUEUE -> {
        reserved.acquire();
        try {
          account.acquire();
        } catch (InterruptedException e) {
          reserved.release();
          throw e;
        }
      }
      case THROTTLE -> {
        if (!reserved.tryAcquire()) {
          throw throttled("ReservedFunctionConcurrentInvocationLimitExceeded");
        }
        if (!account.tryAcquire()) {
          reserved.release();
          throw throttled("ConcurrentInvocationLimitExceeded");
        }
      }
    }
  }

  void giveBack() {
    account.release();
    reserved.release();
  }

  private ServiceException throttled(String reason) {
    return new ServiceException(
        "TooManyRequestsException", 429, "Rate Exceeded. (" + function + ": " + reason + ")");
  }
}
