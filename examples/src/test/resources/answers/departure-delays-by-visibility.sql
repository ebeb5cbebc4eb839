-- Does fog delay departures? Weather of the origin in the scheduled hour; visibility in miles.
SELECT CASE
         WHEN visib IS NULL THEN 'unknown'
         WHEN visib < 1 THEN '0 to 1'
         WHEN visib < 3 THEN '1 to 3'
         WHEN visib < 10 THEN '3 to 10'
         ELSE '10'
       END AS visibility,
       count(*) AS flights,
       count(dep_delay) AS departed,
       mean2(sum(dep_delay), count(dep_delay)) AS mean_dep_delay
FROM flights LEFT JOIN weather USING (origin, time_hour)
GROUP BY visibility
ORDER BY visibility;
