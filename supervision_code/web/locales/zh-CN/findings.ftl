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

finding-short-annual-cap = { $agency }全年{ $count }次，上限{ $limit }次
finding-short-visit-rate = 短期内{ $count }次，上限{ $limit }次
finding-short-many-agencies = 短期内{ $count }个单位，上限{ $limit }个
finding-short-repeat-check = { $agency }隔{ $count }天重复检查，应隔{ $limit }天
finding-short-quiet-period = 宁静日内检查
finding-sentence-annual-cap = { $agency }当年对该企业检查{ $count }次，上限是{ $limit }次。
finding-sentence-visit-rate = 该企业{ $days }天内被检查{ $count }次，上限是{ $limit }次。
finding-sentence-many-agencies = { $days }天内有{ $count }个单位到该企业检查，上限是{ $limit }个。
finding-sentence-repeat-check = { $agency }隔{ $count }天又检查同一事项，应至少间隔{ $limit }天。
finding-sentence-repeat-check-same-day = { $agency }在同一天又检查同一事项，应至少间隔{ $limit }天。
finding-sentence-quiet-period = 这次检查在宁静日期间进行，且不属于例外情形。
finding-rule-annual-cap = 同一单位在一个自然年内对同一企业的检查，不超过{ $limit }次（按企业风险等级确定）。
finding-rule-visit-rate = 任意{ $days }天内（含当天），各单位对同一企业的检查合计不超过{ $limit }次。联合检查算一次。
finding-rule-many-agencies = 任意{ $days }天内（含当天），到同一企业检查的单位不超过{ $limit }个。
finding-rule-repeat-check = 同一单位对同一企业的同一事项，两次检查至少间隔{ $limit }天；没有登记事项的，视为同一事项。
finding-rule-quiet-period = 宁静日期间不安排检查，政策列明的例外除外。
