# The firm after a scan, the verdict, and the form that opens a visit.

officer-arrival-title = 登记检查
officer-arrival-scanned = { $time }，{ $until }前登记有效
officer-arrival-key-revoked = 这个码由已吊销的密钥签发，按静态码登记。请提醒企业重新生成并更换张贴。
officer-arrival-expired = 扫码已超过{ $minutes }分钟。请再扫一次；断网后补录的不用再扫。
officer-arrival-firm = 企业信息
officer-arrival-uscc = 信用代码
officer-arrival-enterprise-kind = 类型
officer-arrival-industry = 行业
officer-arrival-tier = 信用风险
officer-arrival-search-reason = 没扫码的原因

officer-arrival-past = 近{ $months }个月来过{ $number }次
officer-arrival-past-label = 最近的检查
officer-arrival-past-more = 更早的
officer-arrival-past-none = 近一年没有单位来检查过。

officer-arrival-under-way = { $agency }{ $time }开始的检查正在进行，并入后企业只算一次。
officer-arrival-join-now = 现在并入
officer-arrival-going-on = { $kind ->
    [service] 您在这里的走访
   *[other] 您在这里的检查
 }还没有结束：{ $since }开始，编号{ $number }。
officer-arrival-going-on-next = 写结果、登记离开都在那里。离开以后再扫码，才是新的一次。
officer-arrival-go-on = { $kind ->
    [service] 回到这次走访
   *[other] 回到这次检查
 }
officer-arrival-join-plan = 改为{ $day }一起去
officer-arrival-joinable = { $agency }计划{ $day }来检查，可以一起去，企业只算一次。
officer-arrival-joined = 本单位已并入{ $agency }{ $day }的检查。
officer-arrival-clear = { $day }起再查就不超限。
officer-arrival-put-off = 改到{ $day }

officer-arrival-plan = 按哪次安排
officer-arrival-plan-of = { $day }，{ $agency }{ $what }
officer-arrival-plan-none = 不按安排
officer-arrival-kind = 这次来做什么
officer-arrival-type = 检查类型
officer-arrival-type-routine =
    { $counts ->
        [yes] 按计划和风险等级，计入次数
       *[no] 按计划和风险等级，不计次数
    }
officer-arrival-type-case =
    { $counts ->
        [yes] 投诉举报、转办交办、数据预警引起，计入次数
       *[no] 投诉举报、转办交办、数据预警引起，不计次数
    }
officer-arrival-type-campaign =
    { $counts ->
        [yes] 针对一个行业或地区的普遍问题，计入次数
       *[no] 针对一个行业或地区的普遍问题，不计次数
    }
officer-arrival-from-above = 上级部署
officer-arrival-from-above-note = 上级统一部署的专项检查，按规则不计次数
officer-arrival-purpose = 走访目的
officer-arrival-items = 检查事项
officer-arrival-items-missing = { $agency }还没有选检查事项。请至少选一项。
officer-arrival-items-more = 更多事项
officer-arrival-items-narrow = 输入几个字筛选事项
officer-arrival-officers = 同行人员
officer-arrival-officers-hint = 您（{ $name }）已在内。检查至少要{ $required }名持证人员。
officer-arrival-officers-more = 更多人员
officer-arrival-officers-narrow = 输入姓名或证号筛选
officer-arrival-joint = 和其他单位联合检查
officer-arrival-joint-number = { $number }个单位
officer-arrival-joint-hint = 一起来的单位登记在同一次检查里，企业只算一次
officer-arrival-add = 一起来的单位
officer-arrival-add-none = 请选择
officer-arrival-with = 加入这个单位
officer-arrival-without = 移除
officer-arrival-special = 突发应急、断网补录
officer-arrival-exception = 特殊情况
officer-arrival-exception-hint = 应急时可以先检查，离开前登记；断网的，检查结束后{ $days }个自然日内补录。
officer-arrival-exception-none = 没有
officer-arrival-exception-reason = 情况说明
officer-arrival-started = 实际到达时间
officer-arrival-ended = 实际离开时间
officer-arrival-over-limit-reason = 为什么超过上限还要检查
officer-arrival-time-missing = 请填写日期和时间。
officer-arrival-over-limit-hint = 这次会超过上限。原因会写进记录，企业和监督部门都看得到。
officer-arrival-open = 开始检查
officer-arrival-open-service = 开始走访
officer-arrival-backfill = 保存补录
officer-arrival-too-long = 最多写1000个字，请缩短。

officer-joining-title = 并入检查
officer-joining-visit = 并入{ $agency }{ $time }开始的检查，编号{ $number }
officer-joining-good = 可以并入
officer-joining-officers-hint = 您（{ $name }）已在内
officer-joining-join = 并入
inbox-visit-joined = { $agency }加入了检查{ $number }。点开看是谁、为什么来。

officer-verdict-joining = 并入后仍是同一次检查，企业不会多算一次。
officer-verdict-service-title = 可以走访
officer-verdict-comma = 、
officer-verdict-colon = ：
officer-verdict-own-agency = 本单位
officer-verdict-tier-unknown = 未评级企业
officer-verdict-good = 近{ $days }天各单位共检查{ $recent }次，本单位今年检查过{ $ours }次，都没有到上限。
officer-verdict-uncounted = { $what }不计入检查次数，可以开始。近{ $days }天已计入{ $recent }次（上限{ $limit }次）。
officer-verdict-emergency = 突发应急检查
officer-verdict-ordered = 上级部署的{ $type }
officer-verdict-closed = 登记显示已注销或停业，请先核对是否扫对了。
officer-verdict-doubt-title = 请先核对企业
officer-verdict-service = 服务走访不计入检查次数。
officer-verdict-no-certificate = 请联系本单位办理，或由持有效证件的同事登记。
officer-verdict-reason-needed = 必须现在检查的，请在下面写明原因。
officer-verdict-reason-of-then = 请在下面写明当时为什么必须检查。
officer-verdict-reach-annual-cap = 这是{ $who }今年第{ $count }次，正好达到{ $tier }每年{ $limit }次的上限。
officer-verdict-reach-visit-rate = 这是近{ $days }天第{ $count }次检查，正好达到{ $limit }次的上限。
officer-verdict-reach-many-agencies = 加上这次，近{ $days }天有{ $count }个单位来检查，正好达到{ $limit }个的上限。
officer-verdict-over-annual-cap = { $who }今年已检查{ $before }次，这次是第{ $count }次，超过{ $tier }每年{ $limit }次的上限。
officer-verdict-over-visit-rate = 近{ $days }天已被检查{ $before }次，这次是第{ $count }次，超过{ $limit }次的上限。
officer-verdict-over-many-agencies = 加上这次，近{ $days }天有{ $count }个单位来检查（{ $names }），超过{ $limit }个的上限。
officer-verdict-over-repeat-check =
    { $count ->
        [0] { $who }今天已查过同样的事项（{ $items }），同一事项应间隔{ $limit }天。
       *[other] { $who }{ $count }天前查过同样的事项（{ $items }），同一事项应间隔{ $limit }天。
    }
officer-verdict-over-repeat-check-any =
    { $count ->
        [0] { $who }今天已来查过；没有写明事项的，按同样的事项算，应间隔{ $limit }天。
       *[other] { $who }{ $count }天前来查过；没有写明事项的，按同样的事项算，应间隔{ $limit }天。
    }
officer-verdict-over-quiet-period = 检查当天在宁静期内（{ $names }），不安排检查。
