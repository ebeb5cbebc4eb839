/// Text formats and codecs: finds rows in bytes, and writes rows as bytes.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.formats;
