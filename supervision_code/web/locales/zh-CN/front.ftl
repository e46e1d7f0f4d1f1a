# The entrance, and what any camera opens from a supervision code.

front-title = 首页
front-heading = 上门先扫码，检查有本账
front-lead = 每家企业一个码。执法人员上门先扫码，谁来过、为什么来、一年来了几次，都记在同一本账上，企业和监督部门看到的是同一份。
front-doors = 从这里进入

front-enterprise = 我是企业
front-enterprise-text = 亮出自己的码，看谁来检查过、为什么来；记错了可以提出，不合规可以投诉。
front-enterprise-enter = 进入企业端
front-officer = 我是执法人员
front-officer-text = 扫企业的码，先看近一年的检查和频次提醒，再登记这一次，离开时写下结果。
front-officer-enter = 进入执法端
front-supervisor = 我是监督人员
front-supervisor-text = 先处理预警和投诉，再看辖区、单位和企业；每个数字都能点开看依据。
front-supervisor-enter = 进入监督端

front-how = 怎么用
front-how-show = 企业亮码
front-how-show-text = 执法人员到了，企业在手机上亮出监督码，或指给对方看墙上的贴码。
front-how-scan = 执法人员扫码
front-how-scan-text = 扫码就能看到最近谁来过，会不会超过频次上限，能不能和别的单位一起查。
front-how-log = 记录两边都看得到
front-how-log-text = 谁来、查什么、结果如何，企业当场收到，{ $days }天内可以确认，也可以说“没人来过”。来得太多，监督部门会收到预警。

front-sample = 企业看到的记录
front-sample-mark = 示例
front-sample-1-when = 11月6日 周五 10:05
front-sample-1 = 市场监管局 · 日常检查
front-sample-1-note = 动态码 · 没有发现问题 · 计入频次
front-sample-2-when = 10月15日 周四 15:30
front-sample-2 = 街道办事处 · 政策服务
front-sample-2-note = 服务走访 · 不计入频次
front-sample-3-when = 9月22日 周二 9:40
front-sample-3 = 市场监管局、消防 · 联合检查
front-sample-3-note = 动态码 · 两家一起来，只算一次

front-suspicious = 怎么认出可疑的码
front-suspicious-pay = 扫码后要您付款、转账或扫付款码；
front-suspicious-fill = 扫码后要您下载软件、填写账号密码或验证码；
front-suspicious-over = 贴在收款码旁边，或者盖在另一张码上面。
front-suspicious-do = 遇到这些情况请不要操作，告诉店里的人，并拨打12345说明贴在哪里。

front-code-title = 企业监督码
front-code-official = 行政执法监督码
front-code-tail = 统一社会信用代码尾号 { $tail }
front-code-text = 执法人员上门检查前，用执法端扫这个码登记。
front-code-unknown = 没有查到这个码
front-code-unknown-text = 它可能已经换成新的，也可能不是我们发出的。
front-code-unknown-do = 您是这家企业的，请到企业端看现在的码，把旧的贴码换下来。
front-code-promise = 这一页从不要您付款、下载、填信息。
front-code-officers = 执法人员请登录执法端，接着登记。
front-code-continue = 执法人员继续
