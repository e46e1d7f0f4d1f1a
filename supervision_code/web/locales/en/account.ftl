# The own account, in every portal.

account-title = My account
account-about = Account
account-ways = More
account-way-inbox = Messages
account-way-members = Members
account-way-factors = Signing in safely
account-way-devices = Signed-in devices
account-username = User name
account-belongs-to = Belongs to
account-language = Language
account-password-way = Change password
account-password-title = Change password
account-password-first = Somebody else chose the present password. Replace it by one that only you know, then go on.
account-password-current = Present password
account-password-current-missing = Please enter the present password.
account-password-new = New password
account-password-new-missing = Please enter the new password.
account-password-hint = At least 12 characters. A few unrelated words are easy to remember and safe.
account-password-again = New password once more
account-password-different = The two new passwords differ. Enter them again.
account-password-save = Save the new password
account-password-saved = The password was changed. Other devices were signed out.
