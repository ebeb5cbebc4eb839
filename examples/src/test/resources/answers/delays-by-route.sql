-- How late is each route? Four destinations (BQN, PSE, SJU, STT) are not in airports.csv.
SELECT origin, dest,
       coalesce(name, '') AS airport,
       count(*) AS flights,
       count(arr_delay) AS arrived,
       mean2(sum(arr_delay), count(arr_delay)) AS mean_arr_delay
FROM flights LEFT JOIN airports ON dest = faa
GROUP BY origin, dest, name
ORDER BY origin, dest;
