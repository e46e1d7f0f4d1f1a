# The own account, in every portal.

account-title = 我的账号
account-about = 账号
account-ways = 更多
account-way-inbox = 消息
account-way-members = 成员账号
account-way-factors = 登录验证
account-way-devices = 登录的设备
account-username = 用户名
account-belongs-to = 所属
account-language = 语言
account-password-way = 修改密码
account-password-title = 修改密码
account-password-first = 现在的密码是别人替您设的。请先换成只有您知道的密码，再继续。
account-password-current = 现在的密码
account-password-current-missing = 请填写现在的密码。
account-password-new = 新密码
account-password-new-missing = 请填写新密码。
account-password-hint = 至少12个字符。几个不相关的词连在一起，好记也安全。
account-password-again = 再输一次新密码
account-password-different = 两次输入的新密码不一样，请重新输入。
account-password-save = 保存新密码
account-password-saved = 密码已更换。其他设备上的登录已退出。
