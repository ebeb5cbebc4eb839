/// The job API: what a user writes and reads. Everything else serves it.
///
/// # Missing values
///
/// A value may be missing: a field that holds one of the texts its format declares as missing (by
/// default an empty field without quotes), a JSON `null` or a member that is not there, an empty
/// result of a lookup. What a missing value does is the job's choice:
///
/// | wanted | write | effect |
/// | --- | --- | --- |
/// | carry on | nothing | an expression over a missing value is missing; a condition on one is neither true nor false, and `where` leaves its row out |
/// | skip in aggregates | nothing | `sum`, `avg`, `min`, `max`, `count(x)`, `countDistinct`, `quantile` skip it; `count()` counts rows |
/// | leave such rows out | `.where(x.isPresent())` | filtered, and counted as such |
/// | only such rows | `.where(x.isMissing())` | |
/// | put something in its place | `x.orElse(...)` | |
/// | refuse the row | `x.required()` or `Flow.require("x")` | quarantined, with the column's name |
/// | sort | nothing | missing values come last, ascending or descending |
///
/// A text that is there but cannot be read as what was asked for (a number, a date) is not missing:
/// its row is refused.
@org.jspecify.annotations.NullMarked
package dev.batchwright.job;
