# Second factors, devices, and being asked again who one is.

factors-title = 登录验证
factors-first = 您的账号能看到的内容关系到企业和投诉人，登录时除密码外还要验证一次。请先添加一种方式，再继续。
factors-optional = 企业账号可以不设。设了以后，别人知道密码也进不来。
factors-only-codes = 现在只能用恢复码登录，用完就进不来了。请尽快添加一种方式。
factor-app = 身份验证器
factor-app-lead = 手机上装一个验证器应用，登录时输入它显示的6位数字。没有网络也能用。
factor-app-since = 已启用，添加于{ $since }。
factor-app-add = 添加验证器
factor-app-replace = 换一台手机
factor-app-added = 已启用新的验证器，原来的不再有效。
factor-app-scan = 打开手机上的验证器应用，添加账号，扫描这个二维码。
factor-app-picture = 验证器要扫描的二维码
factor-app-type = 扫不了时，在应用里手工输入这串密钥：
factor-app-code-hint = 应用里现在显示的6位数字。
factor-app-save = 启用
factor-code = 6位验证码
factor-code-hint = 在验证器应用里查看，每30秒换一次。
factor-code-missing = 请填写验证码。
factor-passkey = 通行密钥
factor-passkeys = 通行密钥
factor-passkeys-lead = 用这台设备的指纹、面容或开机密码登录，不用输入数字，也骗不走。
factor-passkey-add = 添加通行密钥
factor-passkey-lead = 给这台设备起个名字，再按它的提示验证指纹、面容或开机密码。
factor-passkey-name = 名称
factor-passkey-name-hint = 便于以后认出，例如“办公电脑”“我的手机”。
factor-passkey-name-missing = 请写一个名称。
factor-passkey-missing = 还没有收到设备的答复，请再按一次按钮。
factor-passkey-make = 在这台设备上添加
factor-passkey-added = 已添加通行密钥。
factor-passkey-since = 添加于{ $at }，还没有用过
factor-passkey-used = 上次使用：{ $at }
factor-remove = 移除
factor-removed = 已移除。
factor-recovery-code = 恢复码
factor-recovery-code-hint = 16位字母和数字，每个只能用一次。
factor-recovery-codes = 恢复码
factor-recovery-codes-of = { $username }的恢复码
factor-recovery-codes-left = 手机丢了时，用恢复码登录。还剩{ $count }个。
factor-recovery-codes-new = 换一组新的
factor-recovery-codes-once = 恢复码只显示这一次。请现在打印或抄下来，放在稳妥的地方。
factor-recovery-codes-lead = 手机丢了或换了，可以用其中任意一个代替验证码登录，每个只能用一次。不要和密码放在一起，也不要存在同一部手机里。
factor-recovery-codes-kept = 已经收好，继续

passkey-failed = 没有完成。可以再试一次，或改用其他方式。
passkey-missing = 这个浏览器不能用通行密钥，请改用其他方式。
passkey-elsewhere = 通行密钥只能在系统的正式网址上使用，请改用其他方式。

confirm-title = 请再验证一次
confirm-lead = 接下来的内容很重要，请再验证一次，确认是您本人。
confirm-lead-kept = 接下来的操作不能撤回，请再验证一次，确认是您本人。刚才填写的内容会一并提交，不用重填。
confirm-files = 刚才的内容还没有保存。验证后请回到原来的页面，重新选择文件再提交。
confirm-password = 密码
confirm-missing = 请填写密码，或用其他方式验证。
confirm-submit = 验证并继续
confirm-otherwise = 用其他方式验证
confirm-passkey = 用通行密钥验证
confirm-code = 用验证码验证

devices-title = 登录的设备
devices-lead = { $idle }小时不用，或登录满{ $absolute }小时，都会自动退出。看到不认识的设备，请让它退出并修改密码。
device-name = { $browser } · { $system }
device-seen = { $first }登录，最近使用：{ $last }
device-this = 本机
device-end = 退出
devices-signed-out = 那台设备已退出登录。
devices-end-others = 退出其他所有设备
devices-end-others-lead = 只留下现在这台。手机丢了或在公用电脑上忘了退出时用。执法人员的离线设备也一并停用。
devices-others-signed-out = { $count ->
    [0] 没有其他设备在登录。
   *[other] 其他{ $count }台设备已退出登录。
}

browser-wechat = 微信
browser-edge = Edge
browser-firefox = Firefox
browser-huawei = 华为浏览器
browser-samsung = 三星浏览器
browser-chrome = Chrome
browser-safari = Safari
browser-other = 其他浏览器

system-harmony = 鸿蒙
system-android = 安卓手机
system-iphone = 苹果手机
system-ipad = 苹果平板
system-windows = Windows
system-mac = 苹果电脑
system-linux = Linux
system-other = 其他系统
