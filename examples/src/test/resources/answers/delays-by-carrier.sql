-- Which airline is the latest? Means are over flights that arrived (arr_delay is there).
SELECT carrier, name AS airline,
       count(*) AS flights,
       count(arr_delay) AS arrived,
       mean2(sum(arr_delay), count(arr_delay)) AS mean_arr_delay,
       max(arr_delay) AS worst_arr_delay
FROM flights JOIN airlines USING (carrier)
GROUP BY carrier, name
ORDER BY carrier, name;
