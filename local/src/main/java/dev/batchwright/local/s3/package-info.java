/// An S3 endpoint over directories on disk: the embedded target's object store.
///
/// [dev.batchwright.local.s3.S3Endpoint] answers the S3 REST protocol (path style), and
/// [dev.batchwright.local.s3.Buckets] says which directories are buckets. Nothing else is public.
/// Objects are ordinary files under their ordinary names, streamed and never held in memory.
@org.jspecify.annotations.NullMarked
package dev.batchwright.local.s3;
