# Alerts and the steps of their handling, in every portal.

alert-state-open = 待处理
alert-state-taken = 核查中
alert-state-asked = 等待单位说明
alert-state-answered = 单位已说明
alert-state-settled = 已办结
alert-state-lapsed = 已撤销

settlement-justified = 理由成立
settlement-reminded = 提醒单位
settlement-correction-ordered = 责令改正
settlement-record-wrong = 记录有误

alert-step-kind-raised = 系统发出预警
alert-step-kind-changed = 预警内容有变化
alert-step-kind-taken = 接手核查
alert-step-kind-asked = 请单位说明
alert-step-kind-answered = 单位说明
alert-step-kind-settled = 办结
alert-step-kind-lapsed = 记录更正后预警撤销
alert-step-kind-reopened = 记录更正后预警恢复

inbox-alert-asked = 监督部门请您单位说明对{ $firm }的检查（{ $number }）。请在{ $until }前答复。
inbox-alert-answered = { $agency }已就检查{ $number }作出说明，请查看并办结。
inbox-alert-settled =
    { $settlement ->
        [justified] 对{ $firm }的检查（{ $number }）已核查完毕：理由成立。
        [reminded] 对{ $firm }的检查（{ $number }）已核查完毕：请注意控制检查频次。
        [correction_ordered] 对{ $firm }的检查（{ $number }）已核查完毕：责令改正，请查看要求。
       *[other] 对{ $firm }的检查（{ $number }）已核查完毕：记录有误，请核对。
    }
inbox-complaints-overdue = 有{ $number }件投诉已超过办理期限，请尽快处理。
inbox-answers-overdue = 有{ $number }条预警，单位超过期限还没有说明。
inbox-own-answers-overdue = 您单位有{ $number }条预警超过期限还没有说明，请尽快答复。
inbox-dispute-answered = 您对检查记录{ $number }提出的异议已有答复，请查看。
