# What a firm is to put right.

enterprise-today-rectify = 要改正的
enterprise-rectification-state = 情况
enterprise-rectification-visit = 见检查{ $number }
enterprise-rectification-do = 改好了吗
enterprise-rectification-late = 期限已过，仍可报告。
enterprise-rectification-report = 改正情况
enterprise-rectification-hint = 改了什么、什么时候改的。检查单位会复查。
enterprise-rectification-send = 报告已改正
enterprise-rectification-reported = 您{ $moment }报告的改正情况
enterprise-rectification-reported-now = 已报告，等检查单位复查。
enterprise-visit-left-unscanned = 执法人员没有扫您的码就离开了，监督部门已知道。
enterprise-visit-scan-due = 这是紧急检查，先查后登记。执法人员离开前必须扫您的码。
enterprise-visit-case = 个案来源：{ $source }
