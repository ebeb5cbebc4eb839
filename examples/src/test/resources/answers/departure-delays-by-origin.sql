-- What delay does a passenger see at each airport? Values that stand in the data (no interpolation).
SELECT origin,
       count(dep_delay) AS departed,
       quantile_disc(dep_delay, 0.5) AS median,
       quantile_disc(dep_delay, 0.9) AS p90,
       quantile_disc(dep_delay, 0.99) AS p99
FROM flights
GROUP BY origin
ORDER BY origin;
