-- How many aircraft does each airline fly, and how often is none named? Distinct is exact.
SELECT carrier,
       count(*) AS flights,
       count(DISTINCT tailnum) AS aircraft,
       count(*) FILTER (tailnum IS NULL) AS unknown
FROM flights
GROUP BY carrier
ORDER BY carrier;
