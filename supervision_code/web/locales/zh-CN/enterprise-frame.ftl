# The enterprise portal's navigation and what several of its pages say.

enterprise-nav-today = 今天
enterprise-nav-code = 亮码
enterprise-nav-visits = 记录
enterprise-nav-complaints = 投诉

# Between the names of a list.
enterprise-list-mark = 、

enterprise-rights = 有人来检查，您可以
enterprise-rights-code = 请对方先扫您的监督码，再开始检查。
enterprise-rights-certificate = 请对方出示行政执法证，核对姓名和证号。检查一般要有{ $officers }名以上持证人员。
enterprise-rights-basis = 问清楚检查什么、依据哪条规定。
enterprise-rights-refuse = 检查事项没有公布、来的人没有执法证的，可以拒绝。
enterprise-rights-owner = 法定代表人不在也可以，对方不能强求。
enterprise-rights-cost = 不用送礼、请客，不用承担检查费用，不用找指定的中介。
enterprise-rights-complain = 觉得不对，可以投诉。被投诉单位看不到是谁投诉的。
enterprise-rights-basis-note = 依据：国办发〔2024〕54号。执法人数参照重庆市人民政府令第375号，深圳规定条文未读到。
