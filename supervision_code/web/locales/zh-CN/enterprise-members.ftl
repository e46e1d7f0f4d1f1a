# The firm's accounts.

enterprise-members-title = 成员账号
enterprise-members-lead = 成员可以亮码、看记录、确认和投诉，不能换码，也不能管理账号。
enterprise-members-add = 添加成员
enterprise-members-none-text = 店员也要亮码、看记录的话，给他们各开一个账号，不要共用密码。
enterprise-member-disabled = 已停用
enterprise-member-locked = 暂时锁定
enterprise-member-name = 姓名
enterprise-member-name-missing = 请填写姓名。
enterprise-member-username = 用户名
enterprise-member-username-hint = 登录时用，3个字符以上，例如手机号。
enterprise-member-username-missing = 请填写用户名。
enterprise-member-add = 添加
enterprise-member-disable = 停用
enterprise-member-enable = 重新启用
enterprise-member-reset = 重设密码
enterprise-member-manage = 管理{ $name }
enterprise-member-disabled-now = { $username }已停用，不能再登录。
enterprise-member-enabled-now = { $username }已重新启用。
enterprise-member-password-title = 初始密码
enterprise-member-password-added = 已添加{ $username }。
enterprise-member-password-reset = 已为{ $username }重设密码，原来的密码不能用了。
enterprise-member-password-once = 这个密码只在这里显示一次。请现在记下来，当面交给本人；第一次登录时要换成自己的密码。
enterprise-member-password = 初始密码
enterprise-member-back = 记好了，回到成员账号
