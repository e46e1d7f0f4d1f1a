# Second factors, devices, and being asked again who one is.

factors-title = Signing in safely
factors-first = Your account sees what concerns firms and complainants, so signing in takes a second step beside the password. Please add one way before you go on.
factors-optional = A firm's account can do without. With it, nobody gets in who merely knows the password.
factors-only-codes = For now you can sign in with recovery codes only, until they are used up. Please add another way soon.
factor-app = Authenticator app
factor-app-lead = An authenticator app on your phone shows 6 digits that you type when you sign in. It works without a network.
factor-app-since = In use, added { $since }.
factor-app-add = Add an authenticator app
factor-app-replace = Move to another phone
factor-app-added = The new authenticator app is in use; the earlier one no longer works.
factor-app-scan = Open the authenticator app on your phone, add an account and scan this QR code.
factor-app-picture = QR code for the authenticator app
factor-app-type = If you cannot scan it, type this key into the app:
factor-app-code-hint = The 6 digits the app shows now.
factor-app-save = Use this app
factor-code = 6-digit code
factor-code-hint = From your authenticator app; it changes every 30 seconds.
factor-code-missing = Please fill in the code.
factor-passkey = Passkey
factor-passkeys = Passkeys
factor-passkeys-lead = Sign in with this device's fingerprint, face or screen lock. Nothing to type, and nothing that can be talked out of you.
factor-passkey-add = Add a passkey
factor-passkey-lead = Give this device a name, then follow its request for your fingerprint, face or screen lock.
factor-passkey-name = Name
factor-passkey-name-hint = So that you know it again, such as “office computer” or “my phone”.
factor-passkey-name-missing = Please give it a name.
factor-passkey-missing = Your device has not answered yet. Please press the button again.
factor-passkey-make = Add on this device
factor-passkey-added = The passkey was added.
factor-passkey-since = Added { $at }, not used yet
factor-passkey-used = Last used { $at }
factor-remove = Remove
factor-removed = Removed.
factor-recovery-code = Recovery code
factor-recovery-code-hint = 16 letters and digits; each works once.
factor-recovery-codes = Recovery codes
factor-recovery-codes-of = Recovery codes of { $username }
factor-recovery-codes-left = If you lose your phone, a recovery code lets you sign in. Left: { $count }.
factor-recovery-codes-new = Make new ones
factor-recovery-codes-once = Recovery codes are shown only this once. Please print them or write them down now, and keep them safe.
factor-recovery-codes-lead = If your phone is lost or replaced, any one of these stands in for the code when you sign in. Each works once. Do not keep them with your password or on the same phone.
factor-recovery-codes-kept = I have kept them, go on

passkey-failed = That did not work. Try again, or use another way.
passkey-missing = This browser has no passkeys. Please use another way.
passkey-elsewhere = Passkeys work only at the system's own address. Please use another way.

confirm-title = Please confirm it is you
confirm-lead = What follows is important. Please confirm once more that it is you.
confirm-lead-kept = What you are about to do cannot be taken back. Please confirm once more that it is you. What you filled in goes along; you need not type it again.
confirm-files = What you sent has not been saved. After this, please return to the page, choose the files again and send it.
confirm-password = Password
confirm-missing = Please fill in your password, or confirm in another way.
confirm-submit = Confirm and go on
confirm-otherwise = Confirm in another way
confirm-passkey = Confirm with a passkey
confirm-code = Confirm with the code

devices-title = Signed-in devices
devices-lead = A device is signed out after { $idle } hours without use, and { $absolute } hours after signing in at the latest. If you see one you do not know, sign it out and change your password.
device-name = { $browser } · { $system }
device-seen = Signed in { $first }, last used { $last }
device-this = This device
device-end = Sign out
devices-signed-out = That device is signed out.
devices-end-others = Sign out all other devices
devices-end-others-lead = Only this one stays. For a lost phone, or a shared computer you forgot to sign out of. An officer's offline phones end too.
devices-others-signed-out = { $count ->
    [0] No other device was signed in.
    [one] One other device is signed out.
   *[other] { $count } other devices are signed out.
}

browser-wechat = WeChat
browser-edge = Edge
browser-firefox = Firefox
browser-huawei = Huawei Browser
browser-samsung = Samsung Internet
browser-chrome = Chrome
browser-safari = Safari
browser-other = another browser

system-harmony = HarmonyOS
system-android = Android
system-iphone = iPhone
system-ipad = iPad
system-windows = Windows
system-mac = Mac
system-linux = Linux
system-other = another system
