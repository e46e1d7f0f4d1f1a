# Today: what is urgent for the firm.

enterprise-today-title = 今天
enterprise-today-messages = 消息
enterprise-today-account = 我的
enterprise-today-show-code = 亮出我的码
enterprise-today-under-way = 有人正在检查
enterprise-today-who = 来人
enterprise-today-why = 事由
enterprise-today-began = 开始
enterprise-today-since = { $time }，{ $relative }
enterprise-today-look = 看看是谁、为什么来
enterprise-today-awaiting = 记录对不对，请您看一眼
enterprise-today-awaiting-until = 请在{ $day }前确认
enterprise-today-answered = 投诉有答复了
enterprise-today-quiet = 现在没有要您处理的事
enterprise-today-quiet-text = 有人来检查时，这里会显示谁来了、为什么来。
