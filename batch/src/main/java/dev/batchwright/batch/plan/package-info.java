/// Stage `Plan chunks`: finds and pins the input, and cuts it into chunks.
@org.jspecify.annotations.NullMarked
package dev.batchwright.batch.plan;
