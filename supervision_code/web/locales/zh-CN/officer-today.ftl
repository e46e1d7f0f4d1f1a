# The officer's first page and the words of the navigation.

officer-nav-today = 今天
officer-nav-scan = 扫码
officer-nav-visits = 记录
officer-nav-plans = 检查安排
officer-nav-alerts = 需要说明
officer-nav-inbox = 消息
officer-nav-account = 账号

officer-today-title = 今天
officer-today-greeting = { $name }，您好
officer-today-scan = 扫码登记
officer-today-waiting = 现在要办的
officer-today-nothing = 现在没有要办的事
officer-today-nothing-next = 到了企业，先扫码，再检查。
officer-today-on-site = 到了现场
officer-today-ahead = 接下来
officer-today-plans = 检查安排
officer-today-search = 查找企业
officer-today-figure-under-way = 正在进行
officer-today-figure-month = 本月检查和走访
officer-today-figure-planned = 检查安排
officer-today-since = { $time }到达，{ $ago }
officer-today-leave = 还没登记离开和结果
officer-today-backfill = 补录{ $day }的检查
officer-today-result = 还没登记结果
officer-today-planned = 安排今天检查
officer-today-joined = 并入{ $agency }的{ $what }
officer-today-asked = 监督部门请您单位说明
officer-today-asked-by = { $day }前答复
officer-today-asked-late = 已超过答复期限
officer-today-overdue-plans = { $number }次检查安排已过日期
officer-today-overdue-plans-note = 去检查，或者取消安排

certificate-standing-valid = 证号{ $number }
certificate-standing-ending = 证号{ $number }，{ $until }到期
certificate-standing-expired = 执法证已于{ $until }到期，不能参加
certificate-standing-suspended = 执法证已被暂扣，不能参加
certificate-standing-revoked = 执法证已注销，不能参加

officer-today-certificate-ending = 您的执法证{ $day }到期
officer-today-certificate-expired = 您的执法证已于{ $day }到期
officer-today-certificate-suspended = 您的执法证已被暂扣
officer-today-certificate-revoked = 您的执法证已注销
officer-today-certificate-renew = 请尽快换证，到期后不能登记检查。
officer-today-certificate-stop = 现在不能登记检查。请联系本单位办理。
