-- How long does one wait at each airport? Values that stand in the data (no interpolation), and
-- those one percent of the flights to the left and right of them, between which a sketch may answer.
SELECT origin,
       count(dep_delay) AS departed,
       quantile_disc(dep_delay, 0.5) AS median,
       quantile_disc(dep_delay, 0.9) AS p90,
       quantile_disc(dep_delay, 0.99) AS p99,
       quantile_disc(dep_delay, 0.49) AS median_low,
       quantile_disc(dep_delay, 0.51) AS median_high,
       quantile_disc(dep_delay, 0.89) AS p90_low,
       quantile_disc(dep_delay, 0.91) AS p90_high,
       quantile_disc(dep_delay, 0.98) AS p99_low,
       quantile_disc(dep_delay, 1.0) AS p99_high
FROM flights
GROUP BY origin
ORDER BY origin;
