-- Measure one over the table `applicant`, for SQLite: the sum of all outcomes,
-- -1 where there is none.
WITH one AS (
    SELECT county, home,
        CASE
            WHEN NOT meets OR NOT filed OR paid <> -1 OR places = 0 THEN -1
            WHEN places >= 100 THEN 5000000
            WHEN places >= 50 THEN 3000000
            WHEN places >= 20 THEN 2000000
            ELSE 1000000
        END AS building,
        CASE
            WHEN NOT filed OR (owner <> 1 AND kind = 0) OR fee > 120000 THEN -1
            ELSE places * 100000
        END AS running,
        CASE
            WHEN entered > 20269 OR (gone <> -1 AND gone < 20240) THEN -1
            WHEN strftime('%Y', 20240 * 86400, 'unixepoch')
                - strftime('%Y', born * 86400, 'unixepoch')
                - (strftime('%m%d', 20240 * 86400, 'unixepoch')
                    < strftime('%m%d', born * 86400, 'unixepoch')) >= 3
                THEN -1
            ELSE 20000
        END AS enrolment
    FROM applicant
), divided AS (
    SELECT *,
        iif(building = -1, -1, iif(county = 0, building * 2 / 10, 0)) AS b,
        iif(running = -1, -1, iif(county = 0, running * 2 / 10, 0)) AS r,
        iif(enrolment = -1, -1, iif(home = 0, enrolment * 2 / 10, 0)) AS e
    FROM one
)
SELECT sum(
    building + b + iif(b = -1, -1, building - b)
    + running + r + iif(r = -1, -1, running - r)
    + enrolment + e + iif(e = -1, -1, enrolment - e))
FROM divided;
