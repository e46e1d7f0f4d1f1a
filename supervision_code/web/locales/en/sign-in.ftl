# Signing in, the same page in all portals.

sign-in-title = Sign in
sign-in-lead-enterprise = Show your code, see who came to inspect, confirm records and complain.
sign-in-lead-officer = Scan codes, record inspections and see your agency's records.
sign-in-lead-supervisor = Handle alerts and complaints and see your area.
sign-in-username = User name
sign-in-username-missing = Please enter your user name.
sign-in-password = Password
sign-in-password-missing = Please enter your password.
sign-in-submit = Sign in
sign-in-help = I forgot my password
sign-in-help-enterprise = Ask your firm's administrator to reset it; if you are the administrator, contact the justice bureau of your district.
sign-in-help-officer = Ask your agency manager or the operator to reset it.
sign-in-help-supervisor = Ask the operator to reset it.
sign-in-other = The wrong place
sign-in-front = Back to the entrance to choose another portal
sign-in-second-title = Second step
sign-in-second-lead = The password is right. Please show once more that it is you.
sign-in-second-passkey = Sign in with a passkey
sign-in-second-submit = Sign in
sign-in-second-lost = No phone at hand: use a recovery code
sign-in-second-recover = Sign in with a recovery code
sign-in-second-no-codes = There is no recovery code left to use. If your phone is lost, ask the system operator to reset your second step.
sign-in-second-again = Sign in with another account
sign-in-second-late = The second step took too long. Please enter your password again.
sign-in-second-recovered = Signed in with a recovery code; { $left } left. If your phone is lost, remove it under “My account” and add another way.
