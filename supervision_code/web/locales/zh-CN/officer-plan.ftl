# Planned visits.

planned-visit-state-proposed = 待确认
planned-visit-state-planned = 已安排
planned-visit-state-done = 已检查
planned-visit-state-cancelled = 已取消
planned-visit-view-coming = 未到
planned-visit-view-overdue = 已过日期
planned-visit-view-past = 已办

officer-plan-title = 检查安排
officer-plan-which = 哪些安排
officer-plan-one = 检查安排
officer-plan-none-coming = 近期没有检查安排
officer-plan-none-overdue = 没有过期的检查安排
officer-plan-none-past = 还没有办过的检查安排
officer-plan-none-next = 安排好的检查会出现在这里，别的单位也能看到并一起去。
officer-plan-of = { $agency }的安排
officer-plan-partners = { $number }个单位并入
officer-plan-overdue = 已过，{ $ago }
officer-plan-state = 情况
officer-plan-day = 日期
officer-plan-day-hint = 今天或以后的日期
officer-plan-day-missing = 请选日期。
officer-plan-agency = 安排单位
officer-plan-joined-by = 并入单位
officer-plan-note = 备注
officer-plan-go = 到了，去扫码
officer-plan-go-note = 扫码后会自动带出这次安排的内容。
officer-plan-cancel = 取消这次安排
officer-plan-leave = 退出这次联合检查
officer-plan-cancelled = 已取消。
officer-plan-made = 本单位已安排{ $day }检查。
officer-plan-joined = 已并入。到日子请一起去，不用另外再来。
officer-plan-new = 新增检查安排
officer-plan-find-hint = 先查找要检查的企业。
officer-plan-save = 安排这次检查
