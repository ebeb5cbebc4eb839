package dev.batchwright.batch.storage;

/// The fake keeps the contract, with listings in pages of two so that paging is seen.
final class MemoryStorageTest extends StorageContract {

  private final Storage storage = MemoryStorage.withBuckets(2, "data");

  @Override
  protected Storage storage() {
    return storage;
  }

  @Override
  protected String bucket() {
    return "data";
  }

  @Override
  protected String prefix() {
    return "test/";
  }
}
