package dev.batchwright.batch.storage;

/// What a request to the object store is, as far as its price goes.
public enum RequestKind {
  GET,
  HEAD,
  LIST,
  PUT,
  CREATE_UPLOAD,
  UPLOAD_PART,
  COMPLETE_UPLOAD,
  ABORT_UPLOAD,
  DELETE
}
