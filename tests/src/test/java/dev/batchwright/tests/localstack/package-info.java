/// Whole runs on LocalStack: the template's functions as real Lambda containers, the same state
/// machine, the same jar.
package dev.batchwright.tests.localstack;
