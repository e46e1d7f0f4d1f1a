# What an account is.

role-enterprise-administrator = Administrator of the firm
role-enterprise-member = Member of the firm
role-officer = Officer
role-agency-manager = Agency manager
role-supervisor = Supervisor
role-invited-supervisor = Invited supervisor
role-operator = Operator
