# The inbox and its messages; those about alerts stand with the alerts.

inbox-title = 消息
inbox-unread = { $number }条未读
inbox-new = 未读
inbox-mark-read = 全部标为已读
inbox-empty = 还没有消息
inbox-empty-text = 有事需要您知道时，消息会出现在这里。

inbox-visit-opened = 有执法人员到访并登记，编号{ $number }。点开看是谁、为什么来。
inbox-visit-closed = 检查{ $number }已结束。请在{ $days }天内看看记录对不对。
inbox-visit-voided = 检查记录{ $number }已作废，不再计入次数。
inbox-visit-disputed = { $firm }对检查记录{ $number }有异议，请核实。
inbox-backfill-overdue = 对{ $firm }的检查{ $number }超过期限才补录，请核实原因。
inbox-plan-joined = 有单位加入您单位对{ $firm }的检查安排，请一起去。
inbox-assigned = 安排您{ $from_day }去{ $firm }检查。点开看详情。
inbox-not-assigned = { $from_day }去{ $firm }的检查，已不再安排您去。
inbox-complaint-filed = 收到新投诉{ $reference }。请在{ $until }前告知是否受理。
inbox-complaint-accepted = 您的投诉{ $reference }已受理，{ $until }前会有结论。
inbox-complaint-declined = 您的投诉{ $reference }不予受理，点开看原因。
inbox-complaint-transferred = 您的投诉{ $reference }已转给有权处理的单位，点开看转到哪里。
inbox-complaint-extended = 您的投诉{ $reference }需要更多时间，最迟{ $until }有结论。
inbox-complaint-concluded = 您的投诉{ $reference }已有结论，{ $until }前会答复您。
inbox-complaint-letter-asked = 关于您的投诉{ $reference }，监督部门想向被投诉单位了解情况，请点开看内容，决定是否同意。
inbox-supervisor-letter = 监督部门来函：{ $text }
inbox-complaint-replied = 您的投诉{ $reference }已答复，请查看。
inbox-policy-published = { $name }发布了新的监督规则，{ $from_day }起执行。点开看改了什么。

inbox-clock-right = 服务器时间已恢复正常。
inbox-clock-behind = 服务器时间比最近的记录早一分钟以上，可能被调慢。请校准时间；记录的先后不受影响。
inbox-clock-differs = 服务器时间与数据库时间相差一分钟以上。请校准时间；记录的先后不受影响。
inbox-job-fails = 后台任务“{ $job }”连续{ $minutes }分钟没有完成。请查看服务器日志。
inbox-ledger-halted = 日志 { $log } 已停止封存：数据库与已签名的内容不符。请立即核查；新的记录照常保存。
