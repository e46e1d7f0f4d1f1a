# What comes of a visit, in every portal: results, checklists, rectifications, duties, voiding.

result-heading = 结果
result-of = { $agency }的结果
result-outcome = 处理
result-rectify-by = 改正期限
result-text = 情况说明
result-findings = 不符合的地方
result-reason = 更正原因
result-changed = 改了什么
result-comma = 、
result-corrected = 这是第{ $number }版，{ $moment }更正。以前的版本都保留。
result-earlier = 以前的版本（{ $number }）
result-version = 第{ $number }版
result-awaited = { $agency }还没有登记结果。
result-checklist = 检查清单
result-checklist-numbers = { $wrong ->
    [0] 共{ $points }项，没有不符合{ $open ->
        [0] {""}
       *[other] ，{ $open }项未检查
    }
   *[other] 共{ $points }项，{ $wrong }项不符合{ $open ->
        [0] {""}
       *[other] ，{ $open }项未检查
    }
}
result-part-outcome = 处理
result-part-text = 情况说明
result-part-rectify-by = 改正期限
result-part-checks = 检查清单

check-answer-conforms = 符合
check-answer-does-not = 不符合
check-answer-not-applicable = 不适用
check-answer-not-checked = 未检查

case-source-complaint = 投诉举报
case-source-transfer = 转办交办
case-source-monitoring = 数据监测
case-source-request = 企业申请
case-source-recheck = 复查
case-source-other = 其他

rectification-heading = 限期改正
rectification-title = 限期改正
rectification-until = { $day }前改正
rectification-overdue = 已逾期
rectification-view-waiting = 未了结
rectification-view-over = 已了结
rectification-none = 没有限期改正
rectification-none-next = 检查结果是限期改正的，会出现在这里。
rectification-ordered = 改正要求
rectification-text = 要求
rectification-follows = 上一次的改正要求
rectification-followed-by = 新的改正期限
rectification-reported = 企业{ $moment }报告已改正
rectification-not-reported = 企业还没有报告改正情况。
rectification-not-reported-overdue = 改正期限已过，企业还没有报告。
rectification-rechecked = { $moment }复查
rectification-at-visit = 上门复查，检查{ $number }
rectification-on-papers = 书面复查
rectification-visit-opened = 已上门复查，检查{ $number }。请登记复查结论。
rectification-state-ordered = 待改正
rectification-state-reported = 已报告，待复查
rectification-state-passed = 复查通过
rectification-state-failed = 复查未通过
rectification-state-dropped = 已取消
recheck-outcome-passed = 已改正，通过
recheck-outcome-new-date = 未改正，再给期限
recheck-outcome-case-opened = 未改正，立案处理

duty-scan-title = 离开前必须扫码
duty-scan-since = { $time }开始，还没有扫码
duty-scan-do = 去扫码
duty-scan-before-leaving = 这次检查还没有扫码。请扫企业的码再离开；确实扫不了的，在下面说明原因，会告知监督部门。
duty-scanned = 已于{ $moment }补扫企业的码。
duty-scanned-now = 已扫码，可以登记离开了。
duty-left-unscanned = 离开时没有扫码，已告知监督部门。
duty-left-reason = 原因：{ $reason }
duty-no-reason = 没有写明
duty-approved = 已于{ $moment }补办审批。
duty-approval-heading = 补办审批
duty-approval-text = 紧急检查可以先查，事后要由单位负责人补办审批。请核对情况后批准。
duty-approval-waits = 等待单位负责人补办审批。

voiding-heading = 作废申请
voiding-waits = 待决定
voiding-granted = 已作废
voiding-refused = 不同意作废
voiding-answer = 答复：{ $note }

inbox-left-unscanned = 对{ $firm }的紧急检查{ $number }，执法人员没有扫码就离开了。点开看原因。
inbox-visit-result = { $agency }登记了检查{ $number }的结果，点开查看。
inbox-visit-corrected = 检查{ $number }的结果有更正。原来的版本保留，点开看改了什么、为什么。
inbox-visit-scanned = 检查{ $number }已补扫您的码。
inbox-result-awaited = 对{ $firm }的检查{ $number }已结束，您单位的结果还没有登记。
inbox-rectification-ordered = 检查{ $number }要求在{ $until }前改正。改好后请在这里报告。
inbox-rectification-reported = { $firm }报告已按检查{ $number }的要求改正，请复查。
inbox-rectification-rechecked = 检查{ $number }的改正情况已复查，点开看结论。
inbox-rectification-open-again = 检查{ $number }的改正情况，原来那次复查已作废，还要重新复查；改正期限仍是{ $until }。
inbox-rectification-recheck-void = 对{ $firm }的复查已作废，检查{ $number }要求的改正还要重新复查。
inbox-void-asked = 有人申请作废对{ $firm }的检查记录{ $number }，请决定。
inbox-void-refused = 作废对{ $firm }的检查记录{ $number }的申请没有同意，点开看原因。

error-reason-missing-case-source = 请选择个案检查的来源。
error-reason-missing-unscanned-reason = 还没有扫码。请扫码，或写明为什么没有扫码就离开。
error-reason-missing-report = 请写明改了什么、怎样改的。
error-reason-missing-note = 请写明原因。
error-invalid-value-expected-outcome-of-findings = 有不符合的地方，不能登记为没有问题。请选怎样处理。

sealing-visit-scanned = 补扫企业的码
sealing-visit-result = 一个单位的结果
sealing-visit-approved = 补办审批
sealing-visit-rectification = 限期改正
sealing-void-step = 作废申请

import-kind-checklists = 检查清单
trail-import-checklists = 导入检查清单
trail-rectification-planned = 把复查列入检查任务
trail-rectification-rechecked = 登记复查结论
trail-rectification-reported = 报告已改正
trail-visit-approved = 补办审批
trail-visit-corrected = 更正检查结果
trail-visit-result = 登记本单位的检查结果
trail-visit-scanned = 补扫企业的码
trail-void-asked = 申请作废检查记录
trail-void-refused = 不同意作废检查记录
