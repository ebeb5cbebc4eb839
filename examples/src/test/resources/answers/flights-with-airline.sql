-- Every flight with its airline's name: what the job writes, counted by airline and month.
SELECT name AS airline, month, count(*) AS flights, sum(distance) AS miles
FROM flights JOIN airlines USING (carrier)
GROUP BY name, month
ORDER BY name, month;
