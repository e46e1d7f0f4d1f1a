# The rules of frequency and their levels, in every portal.

frequency-rule-annual-cap = 规则1 年度检查次数
frequency-rule-visit-rate = 规则2 短期检查次数
frequency-rule-many-agencies = 规则3 多头检查
frequency-rule-repeat-check = 规则4 重复检查
frequency-rule-quiet-period = 规则5 宁静日

level-blue = 蓝
level-yellow = 黄
level-orange = 橙
level-red = 红

finding-state-standing = 成立
finding-state-closed = 已撤销
closing-reason-no-longer-met = 记录更正后不再成立
