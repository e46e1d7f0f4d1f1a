# The firm's log of visits.

enterprise-log-title = 检查记录
enterprise-log-filters = 筛选
enterprise-log-year = 年份
enterprise-log-kind = 类别
enterprise-log-agency = 单位
enterprise-log-all = 全部
enterprise-log-empty = 还没有人来检查过
enterprise-log-empty-text = 有检查时，这里会显示谁来过、为什么来、有什么结果。
enterprise-log-empty-complain = 有人来过却没有扫码
enterprise-log-none = 没有符合条件的记录
enterprise-log-none-text = 换一个年份或单位看看。
enterprise-log-none-all = 看全部记录
enterprise-log-note = { $when } · { $why }
enterprise-log-counted = 计入次数
enterprise-log-not-counted = 不计入
enterprise-log-late = 事后补录
enterprise-log-evidence-0 = 没有扫码
enterprise-log-evidence-1 = 扫墙上或执照的码
enterprise-log-evidence-2 = 已有佐证
enterprise-log-evidence-3 = 扫手机上的码
enterprise-log-evidence-4 = 互相扫码

enterprise-visit-title = 检查记录
enterprise-visit-service-title = 走访记录
enterprise-visit-number = 编号{ $number }
enterprise-visit-from-to = { $day } { $from }—{ $to }，{ $lasted }
enterprise-visit-from = { $moment }开始，还没有结束
enterprise-visit-days = { $start }—{ $end }

enterprise-visit-ask = 这条记录对吗？
enterprise-visit-ask-text = 请先看上面的人、时间和事由，再回答；回答后不能改。请在{ $day }前回答，过了这天就不能再回答。
enterprise-visit-ask-now = 检查还没有结束，也可以先回答。
enterprise-visit-ask-below = 请看完下面的人和事由，再回答：这条记录对吗？
enterprise-visit-yes = 属实
enterprise-visit-no = 不对
enterprise-visit-confirmed = 您已在{ $moment }确认属实。
enterprise-visit-confirmed-now = 已确认属实，谢谢。
enterprise-visit-disputed = 您在{ $moment }提出：{ $ground }。检查单位不会收到通知。
enterprise-visit-dispute-waits = 监督部门会核实。
enterprise-visit-disputed-now = 已转给监督部门核实。检查单位不会收到通知。
enterprise-visit-dispute-answer = 监督部门{ $day }答复：{ $answer }
enterprise-visit-answer-over = 确认期已在{ $day }结束。有问题仍然可以投诉。
enterprise-visit-voided = 这条记录已在{ $day }作废，不计入次数。原因：{ $reason }

enterprise-visit-who = 谁来了
enterprise-visit-lead = 牵头
enterprise-visit-nobody-named = 记录里没有写人员姓名。
enterprise-visit-who-note = 当面可以请对方出示执法证，核对姓名和证号。

enterprise-visit-why = 为什么来
enterprise-visit-type-routine = 日常检查：按计划的例行检查
enterprise-visit-type-case = 个案检查：接到投诉、举报或其他线索，或者应企业要求
enterprise-visit-type-campaign = 专项检查：针对突出问题统一安排
enterprise-visit-ordered = 由上级部署
enterprise-visit-emergency = 突发应急检查
enterprise-visit-items = 检查事项
enterprise-visit-item-basis = 依据：{ $basis }
enterprise-visit-item-unknown = 这一项不在现在公布的事项里
enterprise-visit-no-items = 记录里没有写检查事项。
enterprise-visit-purpose = 来意：{ $purpose }
enterprise-visit-exception = 先检查、后登记：{ $kind }。{ $reason }
enterprise-visit-over-reason = 检查单位写明的超次数理由：{ $reason }

enterprise-visit-outcome = 结果
enterprise-visit-outcome-open = 还没有结束。结束后，这里会写明结果。
enterprise-visit-outcome-awaited = 检查单位还没有登记结果。登记后，这里会写明。
enterprise-log-result-awaited = 待登记结果
enterprise-visit-no-outcome = 记录里没有写结果。

enterprise-visit-evidence = 怎么证明来过
enterprise-visit-evidence-0 = 没有扫码，是执法人员自己填的。
enterprise-visit-evidence-1 = 扫的是贴着的码或营业执照上的码，只能说明有人拿到过这个码。
enterprise-visit-evidence-2 = 扫了码，并且您已确认，或者手机定位就在您这里。
enterprise-visit-evidence-3 = 扫的是您手机上每半分钟更换一次的码，人当时就在您面前。
enterprise-visit-evidence-4 = 双方互相扫码核对过。
enterprise-visit-search-reason = 没有扫码的原因：{ $reason }
enterprise-visit-recorded = 登记时间
enterprise-visit-recorded-late = { $moment }，事后补录
enterprise-visit-channel = 登记方式

enterprise-visit-count = 算不算检查次数
enterprise-visit-counts = 计入检查次数。
enterprise-visit-counts-not = 不计入检查次数：{ $reason }。
enterprise-visit-type-not = { $type }按规则不计次数
enterprise-visit-part-not = { $agency }的部分不计入：{ $reason }。
enterprise-visit-yearly = { $agency }在{ $year }年的第{ $count }次，上限{ $limit }次
enterprise-visit-yearly-over = { $agency }在{ $year }年的第{ $count }次，超过上限{ $limit }次
enterprise-visit-rate = 各单位合计{ $days }天内的第{ $count }次，上限{ $limit }次
enterprise-visit-rate-over = 各单位合计{ $days }天内的第{ $count }次，超过上限{ $limit }次
enterprise-visit-many = { $days }天内有{ $count }个单位来过，超过上限{ $limit }个
enterprise-visit-repeat = { $agency }隔{ $count }天又来检查同样的事项，少于{ $limit }天
enterprise-visit-quiet = 当天是不安排检查的安静期
enterprise-visit-over-note = 超过上限的，系统已自动提醒监督部门，不用您再报。
enterprise-visit-count-basis = 按哪条规则算

enterprise-visit-complain = 投诉这次检查
enterprise-visit-complain-service = 投诉这次走访
enterprise-visit-complaint = 您的投诉 { $reference }

enterprise-dispute-title = 哪里不对
enterprise-dispute-ground = 哪里不对
enterprise-dispute-ground-missing = 请选哪里不对。
enterprise-dispute-text = 补充说明
enterprise-dispute-text-hint = 例如：那天店里没有开门。
enterprise-dispute-note = 只有监督部门看得到，检查单位不会收到通知。
enterprise-dispute-submit = 提交
