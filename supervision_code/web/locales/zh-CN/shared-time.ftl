# Days and times as people say them.

weekday-mon = 周一
weekday-tue = 周二
weekday-wed = 周三
weekday-thu = 周四
weekday-fri = 周五
weekday-sat = 周六
weekday-sun = 周日

duration-under-a-minute = 不到1分钟
duration-minutes = { $minutes }分钟
duration-hours = { $hours }小时{ $minutes }分钟

relative-now = 刚刚
relative-today = 今天
relative-minutes-ago = { $minutes }分钟前
relative-minutes-ahead = { $minutes }分钟后
relative-hours-ago = { $hours }小时前
relative-hours-ahead = { $hours }小时后
relative-days-ago =
    { $days ->
        [1] 昨天
        [2] 前天
       *[other] { $days }天前
    }
relative-days-ahead =
    { $days ->
        [1] 明天
        [2] 后天
       *[other] { $days }天后
    }
