# Notices of inspections: what all sides read of them.

notice-state-open = 等企业选时间
notice-state-chosen = 企业已选时间
notice-state-lapsed = 按原定时间
notice-state-withdrawn = 已取消
notice-state-moved = 已改期
notice-time = { $day } { $half_day }
notice-none-for-routine = 按规则，日常检查不预告
notice-none-for-case = 来自举报、移送或线索的检查，按规则不预告
notice-none-for-campaign = 按规则，专项检查不预告

task-view-open = 待安排
task-view-placed = 已安排
task-view-overdue = 已超期
task-view-done = 已完成
task-view-dropped = 已取消

inbox-notice-sent = { $from_day }有单位要来检查。请选方便的时间，{ $until }截止；点开看是谁、查什么。
inbox-notice-sent-fixed = { $from_day }有单位要来检查，点开看是谁、查什么。
inbox-notice-moved = 检查改期了，原因点开看。请选方便的时间，{ $until }截止。
inbox-notice-moved-fixed = 检查改到{ $from_day }，点开看原因。
inbox-notice-company = { $agency }加入{ $from_day }的检查，一起来，只算一次。时间不变，您不用再答复。
inbox-notice-withdrawn = 原定{ $from_day }的检查取消了，您不用准备。
inbox-notice-chosen = { $firm }选好了时间：{ $from_day }。
inbox-plan-moved = 对{ $firm }的联合检查改到{ $from_day }。
inbox-plan-called-off = 原定{ $from_day }对{ $firm }的联合检查已取消。
inbox-plan-not-made = 原定{ $from_day }对{ $firm }的检查没有进行，补录期已过，系统已取消这次安排；其中的任务重新待安排。
inbox-plan-never-ended = { $from_day }对{ $firm }的联合检查还没有结束登记。没有到场单位的任务重新待安排；到场的单位请尽快补记离开时间和结果。
inbox-notice-not-made = 原定{ $from_day }的检查没有进行，安排已经取消，您不用准备。

error-invalid-value-expected-outside-quiet-period = { $value }在宁静日“{ $period }”内，不能安排检查。请选别的日子。
error-invalid-value-expected-firm-for-joint-visits = 这家企业不接受联合检查，请另行安排。
error-invalid-value-expected-free-time = { $value }不能预告给企业：可能不是工作日、离现在太近，或者在宁静日内。请改选。
error-invalid-value-expected-a-time = 请至少选一个时间。
error-invalid-value-expected-day-to-come-for-visit = 请选明天或以后的日期。
error-invalid-value-expected-from-tasks-on = 这次检查的任务从{ $begin }开始，不能改到{ $value }。
error-invalid-value-expected-within-tasks = 这次检查的任务要在{ $until }前完成，不能改到{ $value }。
error-invalid-value-expected-visit-of-task = 检查{ $value }没有查完这项任务的全部事项，不能用它完成任务。
error-illegal-move-without-notice = 这次检查按规定不预告。
error-reason-missing-notice = 企业已经收到预告。请写明原因，企业会看到。
error-too-late-notice = 选时间的期限已过，就按约定的时间来。有特殊情况，请联系检查单位。

trail-notice-sent = 发出检查预告
trail-notice-chosen = 企业选定检查时间
trail-plan-moved = 检查改期
trail-plan-made-all-the-same = 按当天的检查记录办结检查安排
trail-plan-tasks-freed = 检查没有结束登记，任务重新待安排
trail-plan-not-made = 检查没有进行，取消检查安排
trail-wish-alone = 企业不接受联合检查
trail-wish-together = 企业接受联合检查
trail-task-dropped = 取消检查任务
trail-task-done = 完成检查任务

job-notices = 检查预告

supervisor-visit-told = 检查预告
supervisor-visit-told-when = { $moment }发了预告，约定{ $time }。
supervisor-visit-told-chosen = 时间由企业选定。
supervisor-visit-told-another-day = 实际到访不在约定的日子。
