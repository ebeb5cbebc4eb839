package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;

/// Where the row that is being written comes from.
interface RowPlace {

  /// As messages name it.
  String text();

  /// Adds it as two numbers, which only mean something together with the item.
  void write(ByteBuilder out);
}
