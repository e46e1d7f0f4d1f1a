# What is said of visits in every portal.

visit-kind-inspection = 检查
visit-kind-service = 服务走访

inspection-type-routine = 日常检查
inspection-type-case = 个案检查
inspection-type-campaign = 专项检查

service-purpose-patrol = 巡查
service-purpose-publicity = 政策宣传
service-purpose-survey = 走访调研
service-purpose-service = 上门服务
service-purpose-observation = 观摩督导

scan-channel-live-code = 扫手机上的动态码
scan-channel-static-code = 扫张贴的监督码
scan-channel-licence-qr = 扫营业执照上的码
scan-channel-search = 未扫码，按名称查找
scan-channel-typed = 未扫码，手工输入
scan-channel-imported = 从历史记录导入

evidence-level-not-scanned = 未扫码
evidence-level-static-code = 静态码
evidence-level-supported = 已佐证
evidence-level-live-code = 动态码
evidence-level-mutual = 双向核验

exception-kind-emergency = 突发应急
exception-kind-evidence-at-risk = 证据可能灭失
exception-kind-network-outage = 网络故障
exception-kind-system-fault = 系统异常

outcome-no-problem = 未发现问题
outcome-corrected-on-site = 当场改正
outcome-rectify-by-date = 限期改正
outcome-case-opened = 立案处理
outcome-service-given = 已提供服务

dispute-ground-nobody-came = 没有人来过
dispute-ground-not-these-people = 来的不是这些人
dispute-ground-not-this-time = 时间不对

answer-state-waiting = 请确认
answer-state-confirmed = 已确认
answer-state-disputed = 有异议
answer-state-not-given = 没有回答
answer-state-not-asked = 不需要回答

visit-state-open = 正在进行
visit-state-closed = 已结束
visit-state-voided = 已作废

not-counted-reason-voided = 记录已作废
not-counted-reason-service-visit = 服务走访不算检查
not-counted-reason-emergency = 突发应急检查不计入
not-counted-reason-type-not-counted = 这类检查按规则不计次数
not-counted-reason-ordered-from-above = 上级部署的专项检查不计入
not-counted-reason-later = 在这次检查之后
not-counted-reason-outside-window = 不在计算期内
not-counted-reason-other-agency = 是其他单位的检查
not-counted-reason-no-common-item = 检查事项不同
not-counted-reason-not-the-latest = 之后还有更近的一次
