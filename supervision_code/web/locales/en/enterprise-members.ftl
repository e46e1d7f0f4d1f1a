# The firm's accounts.

enterprise-members-title = Members
enterprise-members-lead = Members can show the code, see and confirm records and complain. They can neither replace the code nor manage accounts.
enterprise-members-add = Add a member
enterprise-members-none-text = Give everybody who shows the code an account of their own rather than sharing a password.
enterprise-member-disabled = Disabled
enterprise-member-locked = Locked for now
enterprise-member-name = Name
enterprise-member-name-missing = Please enter the name.
enterprise-member-username = User name
enterprise-member-username-hint = For signing in, 3 characters or more, for example a phone number.
enterprise-member-username-missing = Please enter the user name.
enterprise-member-add = Add
enterprise-member-disable = Disable
enterprise-member-enable = Enable again
enterprise-member-reset = Reset the password
enterprise-member-manage = Manage { $name }
enterprise-member-disabled-now = { $username } was disabled and can no longer sign in.
enterprise-member-enabled-now = { $username } was enabled again.
enterprise-member-password-title = First password
enterprise-member-password-added = { $username } was added.
enterprise-member-password-reset = The password of { $username } was reset; the old one no longer works.
enterprise-member-password-once = This password is shown only here and now. Write it down and hand it over in person; it must be changed at the first sign-in.
enterprise-member-password = First password
enterprise-member-back = Noted, back to the members
