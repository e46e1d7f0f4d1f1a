# Days and times as people say them.

weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun

duration-under-a-minute = less than 1 min
duration-minutes = { $minutes } min
duration-hours = { $hours } h { $minutes } min

relative-now = just now
relative-today = today
relative-minutes-ago =
    { $minutes ->
        [one] 1 minute ago
       *[other] { $minutes } minutes ago
    }
relative-minutes-ahead =
    { $minutes ->
        [one] in 1 minute
       *[other] in { $minutes } minutes
    }
relative-hours-ago =
    { $hours ->
        [one] 1 hour ago
       *[other] { $hours } hours ago
    }
relative-hours-ahead =
    { $hours ->
        [one] in 1 hour
       *[other] in { $hours } hours
    }
relative-days-ago =
    { $days ->
        [one] yesterday
       *[other] { $days } days ago
    }
relative-days-ahead =
    { $days ->
        [one] tomorrow
       *[other] in { $days } days
    }
