# What an account is.

role-enterprise-administrator = 企业管理员
role-enterprise-member = 企业成员
role-officer = 执法人员
role-agency-manager = 执法单位负责人
role-supervisor = 监督人员
role-invited-supervisor = 特邀监督员
role-operator = 系统运维
