# What supervisors ask the agency about.

officer-alert-title = 需要说明的预警
officer-alert-one = 预警说明
officer-alert-visit = { $day }的检查，编号{ $number }
officer-alert-by = { $day }前答复
officer-alert-overdue = 已超过答复期限
officer-alert-none = 没有需要说明的预警
officer-alert-none-next = 监督部门请本单位说明时，会出现在这里。
officer-alert-see-visit = 查看这次检查
officer-alert-question = 监督部门的问题
officer-alert-steps = 经过
officer-alert-answer = 本单位的说明
officer-alert-answer-hint = 为什么要检查，依据是什么，以后怎样安排
officer-alert-answer-missing = 请写本单位的说明。
officer-alert-send = 提交说明
officer-alert-answered = 已提交，监督部门会看到。

officer-finding-annual-cap = { $agency }今年对这家企业检查了{ $count }次，上限{ $limit }次。
officer-finding-visit-rate = { $days }天内检查了{ $count }次，上限{ $limit }次。
officer-finding-many-agencies = { $days }天内有{ $count }个单位来检查，上限{ $limit }个。
officer-finding-repeat-check = { $agency }隔{ $count }天又查同样的事项，应间隔{ $limit }天。
officer-finding-quiet-period = 检查日在宁静期内（{ $names }）。
officer-finding-basis = 依据：
officer-finding-visits = 计入和不计入的检查
officer-finding-trigger = 引起预警的这次
