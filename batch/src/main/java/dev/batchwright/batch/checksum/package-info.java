/// Checksums of bytes that are read and written in pieces, as S3 has them of objects.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.checksum;
