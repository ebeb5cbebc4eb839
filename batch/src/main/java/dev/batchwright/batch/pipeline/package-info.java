/// Pipelines: jobs that depend on one another, a DAG in a small JSON file.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.pipeline;
