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
