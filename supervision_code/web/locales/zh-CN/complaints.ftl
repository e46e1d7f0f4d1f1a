# What is said of complaints in every portal.

complaint-ground-no-scan = 没有扫码
complaint-ground-arbitrary = 随意检查
complaint-ground-duplicate = 重复检查
complaint-ground-too-frequent = 检查太频繁
complaint-ground-no-certificate = 没有出示证件或人数不足
complaint-ground-item-unpublished = 检查未公布的事项
complaint-ground-gifts = 索要或收受财物
complaint-ground-banquets = 要求宴请、娱乐、旅游
complaint-ground-cost-shifting = 转嫁检查费用
complaint-ground-forced-intermediary = 指定中介机构
complaint-ground-insisted-on-owner = 强求法定代表人到场
complaint-ground-arbitrary-sealing = 任意查封、扣押、责令停产
complaint-ground-targets = 为完成检查或罚款指标
complaint-ground-disguised = 以参观督导之名行检查之实
complaint-ground-other = 其他问题

complaint-channel-portal = 企业端
complaint-channel-hotline-12345 = 12345热线
complaint-channel-letter = 来信

complaint-status-filed = 等待受理
complaint-status-accepted = 正在调查
complaint-status-declined = 不予受理
complaint-status-transferred = 已转办
complaint-status-concluded = 已有结论
complaint-status-replied = 已答复

conclusion-substantiated = 属实
conclusion-partly-substantiated = 部分属实
conclusion-unsubstantiated = 不属实

complaint-step-kind-filed = 提交投诉
complaint-step-kind-accepted = 受理
complaint-step-kind-declined = 不予受理
complaint-step-kind-transferred = 转办
complaint-step-kind-extended = 延长期限
complaint-step-kind-concluded = 得出结论
complaint-step-kind-letter-asked = 征求企业意见
complaint-step-kind-letter-agreed = 企业同意告知
complaint-step-kind-letter-refused = 企业不同意告知
complaint-step-kind-letter-stopped = 撤回告知
complaint-step-kind-letter-sent = 告知执法单位
complaint-step-kind-replied = 答复
