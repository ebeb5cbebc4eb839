-- Does the make of the aircraft matter? Flights without a tail number, or with one that is not in
-- planes.csv, are of an unknown make.
SELECT coalesce(manufacturer, 'unknown') AS manufacturer,
       count(*) AS flights,
       count(arr_delay) AS arrived,
       mean2(sum(arr_delay), count(arr_delay)) AS mean_arr_delay
FROM flights LEFT JOIN planes USING (tailnum)
GROUP BY ALL
ORDER BY manufacturer;
