/// Example jobs on real data: each class asks one question and shows one or two things of the job
/// API. What they answer is tested against answers that DuckDB and pandas agree on.
///
/// | job | question | shows |
/// | --- | --- | --- |
/// | `delays-by-carrier` | which airline is the latest? | groups, a side table, missing values |
/// | `delays-by-route` | how late is each route? | two keys, a key that is not in the table |
/// | `delays-by-manufacturer` | does the make of the aircraft matter? | a fallback value |
/// | `cancellations-by-month` | when are flights cancelled? | counting by conditions |
/// | `aircraft-by-carrier` | how many aircraft has each airline? | distinct by sketch |
/// | `departure-delays-by-origin` | how long does one wait? | quantiles by sketch |
/// | `latest-arrivals` | which flights were the latest? | a setting, a sort |
/// | `flights-with-airline` | each flight with its airline's name | rows to rows, quarantine |
/// | `pricing-summary` | TPC-H query 1 | exact decimals, computed values |
@org.jspecify.annotations.NullMarked
package dev.batchwright.examples;
