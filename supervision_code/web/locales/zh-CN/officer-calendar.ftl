# The calendar of an agency, and who goes to a planned visit.

calendar-title = 日历
calendar-week = { $first }至{ $last }
calendar-which = 哪些日子
calendar-week-before = 上周
calendar-week-now = 本周
calendar-week-after = 下周
calendar-day-before = 前一天
calendar-day-after = 后一天
calendar-whose = 谁的日历
calendar-mine = 我的
calendar-everybody = 全单位
calendar-officer = 执法人员
calendar-uncertified = 执法证到时无效
calendar-today = 今天
calendar-nobody = 还没安排人
calendar-any-time = 时间未定
calendar-visited = 已到访
calendar-done = 已结束
calendar-under-way = 正在检查
calendar-proposed = 待本单位确认
calendar-with = 与{ $names }一起
calendar-others = { $agency }计划{ $day }去
calendar-others-under-way = { $agency }正在这家检查
calendar-free = 没有安排
calendar-empty = 这一周还没有安排
calendar-empty-day = 这一天还没有安排
calendar-empty-text = 有检查安排给您时，会出现在这里。
calendar-empty-desk = 检查安排定下日期后，会出现在这里。
calendar-provisional = 官方尚未公布这段时间的放假安排，工作日为推算。
calendar-mark-double-booked = { $who }同一时间另有安排
calendar-mark-quiet = 落在宁静日
calendar-mark-separate = { $who }同一天单独来，建议并为一次
calendar-mark-not-working = 不是工作日
calendar-mark-overdue = 日期已过，还没检查
calendar-mark-running-out = 期限快到
calendar-mark-too-few = 人还没排够
calendar-mark-no-slot = 等企业选时间
calendar-mark-same-day = { $who }当天还有别家，时间待错开
day-kind-working = 工作日
day-kind-weekend = 周末
day-kind-holiday = 放假
day-kind-make-up = 调休上班

officer-assign-title = 谁去
officer-assign-who = 执法人员
officer-assign-nobody = 本单位还没有安排谁去。
officer-assign-missing = 还差{ $number }名持证人员
officer-assign-edit = 安排人员
officer-assign-take = 我去
officer-assign-give-up = 我不去了
officer-assign-needed = 至少{ $number }名，执法证当天须有效。一个不选，就是都不去。
officer-assign-certificate = 执法证尾号{ $number }
officer-assign-uncertified = 执法证当天无效
officer-assign-certificate-ends = 执法证{ $day }到期，当天无效
officer-assign-free = 这个时间没有别的安排
officer-assign-elsewhere = { $number ->
    [1] 这个时间已安排去{ $firm }
   *[other] 这个时间已安排去{ $firm }等{ $number }家
}
officer-assign-beside = { $number ->
    [1] 当天还要去{ $firm }，时间待错开
   *[other] 当天还要去{ $firm }等{ $number }家，时间待错开
}
officer-assign-despite = 仍要安排
officer-assign-despite-note = 两处时间会重叠，请自行错开。
officer-assign-save = 保存
officer-assign-saved = { $number ->
    [0] 已保存，现在没有安排人去。
   *[other] 已安排{ $number }人去，消息已发给本人。
}
officer-assign-meanwhile = { $number ->
    [0] 现在没有安排人去。
   *[other] 现在安排的是{ $names }。
}
officer-assign-taken = 已记下，您去。
officer-assign-given-up = 已记下，您不去了。
