# Joint visits as supervisors see them: the visits avoided.

supervisor-nav-joint = 综合查一次
supervisor-joint-title = 综合查一次
supervisor-joint-lead = 几个单位合成一次去，企业少受几次打扰。
supervisor-joint-done = 已少跑
supervisor-joint-planned = 已列入检查安排
supervisor-joint-proposed = 待确认
supervisor-joint-by-agency = 单位
supervisor-joint-by-district = 辖区
supervisor-joint-by-month = 月份
supervisor-joint-avoided = 少跑的检查
supervisor-joint-empty = 还没有合并的检查
supervisor-joint-empty-text = 计划公布后，几个单位在同一家企业的任务会自动合成一次，少跑的次数显示在这里。
supervisor-joint-none-here = 没有符合条件的
supervisor-joint-none-here-text = 换一个进度，或清除筛选再看。
supervisor-joint-this-month = 本月少跑
supervisor-joint-how = 怎么算的
supervisor-joint-definition = 算法：各单位单独去要跑的次数，减去合并后要跑的次数。两边都按“同样的任务、尽可能少的次数”计算；已作废的和没有到场的单位不算。
supervisor-column-avoided = 不用单独去的单位
supervisor-column-lead = 主办单位
supervisor-column-joint-day = 日期
supervisor-column-saved-state = 进度
saved-state-proposed = 待确认
saved-state-planned = 已列入检查安排
saved-state-done = 已少跑
