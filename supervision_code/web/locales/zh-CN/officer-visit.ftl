# Visits as the officer sees them: lists, one visit, leaving it.

visit-scope-mine = 我的
visit-scope-agency = 本单位

officer-visit-list = 检查记录
officer-visit-whose = 谁的记录
officer-visit-filter = 筛选
officer-visit-all = 全部
officer-visit-search = 企业名称或记录编号
officer-visit-none = 还没有记录
officer-visit-none-next = 到企业扫码登记后，记录会出现在这里。
officer-visit-no-match = 没有符合的记录
officer-visit-no-match-next = 请换个条件，或查看全部。

officer-visit-title = 检查记录
officer-visit-title-open = 正在检查
officer-visit-service-title = 走访记录
officer-visit-service-open = 正在走访
officer-visit-firm = 企业
officer-visit-number = 记录编号
officer-visit-started = 到达
officer-visit-ended = 离开
officer-visit-elapsed = 已用时
officer-visit-lasted = 用时
officer-visit-shown-to-firm = 企业的手机上也能看到同样的编号和时间。
officer-visit-what = 内容
officer-visit-from-above = 上级部署
officer-visit-items = 事项
officer-visit-officers = 人员
officer-visit-state = 情况
officer-visit-evidence = 到场证明
officer-visit-late = 补录
officer-visit-joint = { $number }个单位联合
officer-visit-reasons = 说明
officer-visit-over-limit = 超上限的原因
officer-visit-voided = 监督部门已作废这条记录，不再计入次数。有疑问请联系监督部门。

officer-visit-leave = 登记离开和结果
officer-visit-leave-title = 离开和结果
officer-visit-since = { $time }到达，编号{ $number }
officer-visit-quick =
    { $going ->
        [yes] 未发现问题，离开
       *[no] 未发现问题，保存
    }
officer-visit-quick-service =
    { $going ->
        [yes] 服务完成，离开
       *[no] 服务完成，保存
    }
officer-visit-result-late = 登记结果
officer-visit-other-outcome = 发现了问题
officer-visit-outcome = 怎样处理
officer-visit-outcome-missing = 请选择怎样处理。
officer-visit-result = 情况说明
officer-visit-result-hint = 发现了什么，要求怎样改。企业看得到。
officer-visit-result-long = 最多写2000个字，请缩短。
officer-visit-rectify-by = 改正期限
officer-visit-rectify-hint = 今天或以后，一年以内
officer-visit-end = 保存并离开

officer-visit-done = 已离开
officer-visit-done-saved = 离开和结果已登记
officer-visit-done-next = 企业已收到通知，{ $days }天内可以核对这条记录。
officer-visit-next-firm = 扫下一家
officer-visit-see = 查看这条记录

error-invalid-value-expected-past = 到达时间不能晚于现在。请改正。
error-invalid-value-expected-this-century = 年份{ $value }有误。请改正。
error-invalid-value-expected-after-start = 离开时间要在到达之后、现在之前。请改正。
error-invalid-value-expected-day-ahead = 请选今天或以后的日期。
error-invalid-value-expected-within-a-year = 期限最晚到{ $until }，不能是{ $value }。请选早一些的日期。
error-invalid-value-expected-own-part = 单位重复了。每个单位只登记一次，请移除重复的。
error-invalid-value-expected-officer-of-agency = 选的人员不在该单位。请重新选择。
error-reason-missing-result = 请写明发现了什么、要求怎样改。
