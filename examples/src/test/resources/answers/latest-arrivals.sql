-- Which flights arrived at least ten hours late? The latest first.
SELECT arr_delay, month, day, carrier, flight, origin, dest
FROM flights
WHERE arr_delay >= 600
ORDER BY arr_delay DESC, month, day, carrier, flight;
