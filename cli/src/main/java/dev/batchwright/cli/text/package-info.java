/// How numbers, tables and command lines are written for people.
@NullMarked
package dev.batchwright.cli.text;

import org.jspecify.annotations.NullMarked;
