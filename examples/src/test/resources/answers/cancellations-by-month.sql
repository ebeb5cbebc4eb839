-- When are flights cancelled? Cancelled: never departed. Diverted: departed, no arrival delay known.
SELECT month,
       count(*) AS flights,
       count(*) FILTER (dep_time IS NULL) AS cancelled,
       count(*) FILTER (dep_time IS NOT NULL AND arr_delay IS NULL) AS diverted
FROM flights
GROUP BY month
ORDER BY month;
