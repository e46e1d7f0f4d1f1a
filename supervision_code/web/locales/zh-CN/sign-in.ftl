# Signing in, the same page in all portals.

sign-in-title = 登录
sign-in-lead-enterprise = 登录后可以亮码、查看谁来检查过、确认记录和投诉。
sign-in-lead-officer = 登录后可以扫码、登记检查、查看本单位的记录。
sign-in-lead-supervisor = 登录后可以处理预警和投诉，查看辖区情况。
sign-in-username = 用户名
sign-in-username-missing = 请填写用户名。
sign-in-password = 密码
sign-in-password-missing = 请填写密码。
sign-in-submit = 登录
sign-in-help = 忘记密码怎么办
sign-in-help-enterprise = 请本企业的管理员重设；管理员自己忘记了，请联系所在区司法局。
sign-in-help-officer = 请联系本单位负责人或系统运维重设。
sign-in-help-supervisor = 请联系系统运维重设。
sign-in-other = 不是这里
sign-in-front = 返回首页，选择其他入口
sign-in-second-title = 登录的第二步
sign-in-second-lead = 密码正确。请再验证一次，确认是您本人。
sign-in-second-passkey = 用通行密钥登录
sign-in-second-submit = 登录
sign-in-second-lost = 手机不在身边，用恢复码
sign-in-second-recover = 用恢复码登录
sign-in-second-no-codes = 没有可用的恢复码。手机丢了，请联系系统运维重设登录验证。
sign-in-second-again = 换一个账号登录
sign-in-second-late = 第二步等得太久，请重新输入密码。
sign-in-second-recovered = 已用恢复码登录，还剩{ $left }个。手机丢了的话，请在“我的账号”里移除它并添加新的方式。
