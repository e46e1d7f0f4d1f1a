# The command line: what a command did, and why one did not.

cli-database-current = 数据库已是最新版本。
cli-database-outdated = 数据库还没有建立，或版本过旧。请先执行 supervision-code db upgrade。
cli-roles-postgresql = 只有 PostgreSQL 有数据库角色。
cli-roles-not-allowed = 当前数据库账户不能建立角色。请用有 CREATEROLE 权限的账户执行一次。
cli-roles-set = 数据库角色、授权和行级安全已更新。
cli-login-known = { $name } 原已存在，已授予角色，密码没有改动。
cli-database-failed = 数据库出错：{ $why }
cli-districts-added = 已加入深圳的区划和街道 { $count } 个。
cli-policy-published = 已发布监督规则，校验值 { $hash }。
cli-keys-published = 已公布公钥 { $count } 把。
cli-file-written = 已写入 { $file }。
cli-file-faulty = 这个设置文件读不了，请改正所指的那一处，再运行：{ $what }
cli-file-unwritable = 无法写入 { $file }：{ $why }
cli-address-of-this-machine = 码里的网址是 { $address }，别的设备打不开，只能用于演示。正式印制前请设置 PUBLIC_URL。
cli-port-taken = 端口 { $port } 不能用：{ $why }。请换一个端口，例如 PORT=8001 make run。
cli-part-ended = { $part } 意外停止，全部已停止。原因见上面的日志。
cli-address-front = 首页
cli-address-enterprise = 企业端
cli-address-officer = 执法端
cli-address-supervisor = 监督端
cli-stop = 按 Ctrl-C 停止。

demo-accounts = 演示账号（用户名、密码、入口、角色）
cli-demo-code = 执法端和监督端登录还要6位验证码，现在是 { $code }；下一个用这条命令看：.venv/bin/supervision-code demo code
cli-demo-code-none = 这里没有载入演示城市，没有演示用的验证码。
demo-not-empty = 数据库里已有企业。演示城市只能载入空数据库。
demo-loading = 正在载入演示城市，约需一分钟。
demo-loaded = 已载入演示城市。企业和人员都是虚构的。

import-stored = { $kind }：新增 { $new } 行，更新 { $changed } 行，未变 { $same } 行。
import-skipped = 跳过 { $count } 行，连同原因写入 { $file }。
import-nothing-stored = 有 { $count } 处问题，没有写入任何内容。完整清单：{ $file }
import-more = 另有 { $count } 处问题，见清单。
import-list-unwritable = 没有写入任何内容，问题清单也写不到 { $file }：{ $why }
import-rejected-unwritable = 好的行已写入，跳过的行写不到 { $file }：{ $why }
import-kind-districts = 区划
import-kind-agencies = 执法主体
import-kind-officers = 执法人员
import-kind-items = 检查事项
import-kind-enterprises = 企业
import-kind-inspections = 检查记录
import-kind-complaints = 投诉

cli-not-found = 没有找到。请核对输入的统一社会信用代码或用户名。

findings-span-backwards = 开始日期不能晚于结束日期。
findings-evaluated = 共发现 { $count } 条。

codes-issued = 已签发 { $count } 个监督码。
codes-picture-title = { $name }的行政执法监督码
codes-verified = 验证通过。
codes-verified-licence = 这是营业执照上的码，统一社会信用代码 { $uscc }。
codes-verified-not = 验证不通过：{ $reason }（{ $code }）
codes-found-kind = 种类：{ $kind }
codes-found-key = 密钥：{ $kid }
codes-found-key-revoked = 密钥已吊销，只能当静态码看。
codes-found-id = 码编号：{ $id }
codes-found-officer = 执法人员 { $id }，检查 { $visit }
codes-found-expiry = 有效期至：{ $at }

accounts-added = 已建立账号 { $username }，初始密码 { $password }，首次登录后要修改。
accounts-reset = 已重置账号 { $username }，新密码 { $password }，登录后要修改。
accounts-factor-reset = 已重设账号 { $username } 的登录验证，它的登录全部退出，下次登录时重新添加。
accounts-disabled = 已停用账号 { $username }，它的登录全部退出。
