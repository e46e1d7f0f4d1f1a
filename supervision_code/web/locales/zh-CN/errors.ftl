# Every refusal as a sentence: what is, then what to do.

error-way-home = 回到首页

error-heading-400 = 页面已过期
error-heading-401 = 请先登录
error-heading-403 = 您的账号不能用这一页
error-heading-404 = 没有找到
error-heading-405 = 不能这样打开
error-heading-409 = 现在不能这样做
error-heading-413 = 文件太大
error-heading-422 = 没有保存
error-heading-429 = 请稍后再试
error-heading-500 = 这一页暂时打不开
error-heading-503 = 暂时不能办理
error-heading-507 = 没有保存
error-heading-other = 没有完成

error-http-400 = 这一页打开太久，或者在别处退出了登录。请返回上一页刷新后再试。
error-http-401 = 请先登录，再打开这一页。
error-http-403 = 请求不是从本页面发出的，没有执行。请回到首页重新打开。
error-http-404 = 没有这一页，或者它不属于您。请检查网址，或回到首页。
error-http-405 = 这个地址只能由页面上的按钮打开。请回到首页重新进入。
error-http-413 = 文件太大，没有上传。请换一个小于10 MB的文件。
error-http-422 = 内容有误，没有保存。请返回修改。
error-http-429 = 操作太频繁。请等一分钟再试。
error-http-500 = 您刚才的操作可能没有保存。请稍后再试一次；还是不行，请联系我们。
error-http-503 = 系统正在维护，请过几分钟再试。
error-http-other = 没有完成。请回到首页重新进入。

error-database-away = 暂时连不上数据库，什么都没有保存。请过一会儿再试。
error-database-busy = 现在办理的人太多，等不到结果，没有保存。请稍后再试。
error-storage-full = 服务器的磁盘已满，没有保存。请稍后再试；还是不行，请联系我们。
error-storage-read-only = 服务器现在只能查看，不能保存，所以没有保存。请稍后再试；还是不行，请联系我们。
error-outcome-unknown = 保存时连接中断，不能确定是否已经保存。请先查看有没有这条记录，没有再办一次。

error-not-permitted = 您的账号没有这项权限。需要的话，请联系管理员。
error-not-signed-in = 请先登录，再打开这一页。
error-no-such-record = 没有这条记录，或者它不属于您。请从列表重新打开。
error-illegal-move = 这一步已经办过，或者现在还不能办。请刷新页面查看最新情况。
error-illegal-move-voided = 这次检查已经作废，不能再办这一步。
error-already-recorded = 这里已有记录。记录只增不改，没有再次保存；请刷新页面查看。
error-sign-in-refused = 用户名或密码不对。请核对后再试，注意大小写。
error-sign-in-locked = 连续多次输错，账号已锁定。请{ $minutes }分钟后再试。
error-second-factor-refused = 没有通过。请核对后再试；同一个码只能用一次，刚用过的话请等下一个。
error-second-factor-locked = 连续多次没有通过，验证已锁定。请{ $minutes }分钟后再试。
error-last-second-factor = 这是您唯一的登录验证方式，不能移除。请先添加另一种。
error-weak-password = 密码太短或太常见。请用至少{ $minimum }个字符，例如几个不相关的词连在一起。
error-username-taken = 用户名“{ $username }”已有人使用。请换一个。
error-account-in-use = 账号仍在使用，请先停用再删除。
error-too-few-officers = 检查需要至少{ $required }名持证执法人员，现在只有{ $given }名。请添加同行人员。
error-officer-elsewhere = { $officer }同一时间已安排去{ $firm }。请改选他人，或勾选“仍要安排”。
error-certificate-invalid = { $officer }的执法证（{ $certificate }）现在无效，不能参加检查。请改选他人。
error-certificate-invalid-expired = { $officer }的执法证（{ $certificate }）已于{ $until }到期，不能参加检查。请改选他人。
error-certificate-invalid-suspended = { $officer }的执法证（{ $certificate }）已被暂扣，不能参加检查。请改选他人。
error-certificate-invalid-revoked = { $officer }的执法证（{ $certificate }）已注销，不能参加检查。请改选他人。
error-item-not-published = 事项“{ $item }”不在该单位公布的检查事项中，未公布的事项不得检查。请改选已公布的事项。
error-item-missing = 没有选择检查事项。请至少选一项已公布的事项。
error-reason-missing = 请写明原因。
error-reason-missing-over-limit-reason = 这次检查会超过频次上限。请写明必须检查的原因。
error-reason-missing-exception-reason = 请写明先检查后登记的原因。
error-scan-gone = 这次扫码已超过{ $minutes }分钟，不能再查看这家企业。还要检查的话，请重新扫码。
error-scan-expired = 扫码已超过{ $minutes }分钟，请重新扫码。
error-second-person-missing = 需要由另一位监督人员批准，不能由写这份文字的人自己批准。
error-signer-refused = 签名端记得存证日志 { $log } 有 { $remembered } 条记录，数据库里是 { $size } 条，两边对不上，没有签名。
error-too-late = { $days }天的期限已过，不能再办。

error-code-refused = 这个码不能用。请让企业重新亮码后再扫。
error-code-refused-too-long = 这不是监督码，内容太长。请扫描企业的监督码或营业执照上的二维码。
error-code-refused-foreign-host = 这不是监督码，而是别的网址。请扫描企业的监督码或营业执照上的二维码。
error-code-refused-no-credit-code = 码里没有统一社会信用代码。请扫描监督码，或按名称查找。
error-code-refused-several-credit-codes = 码里有不止一个统一社会信用代码，分不清是哪一家。请扫描监督码，或按名称查找。
error-code-refused-malformed = 这个码不完整。请对准整张码重新扫描。
error-code-refused-unknown-key = 这个码不是由本系统签发的。请让企业重新亮码，并留意是否有人冒用。
error-code-refused-bad-signature = 这个码是伪造的或已损坏。请让企业在手机上重新亮码，并留意是否有人冒用。
error-code-refused-expired = 这张动态码已过期。请让企业刷新后再扫。
error-code-refused-unknown-code = 系统里没有这个码。请让企业重新亮码，或按名称查找。
error-code-refused-superseded = 这是旧版的码，企业已换新码。请让企业在手机上亮码。
error-code-refused-revoked = 这个码已作废。请让企业在手机上亮码，并把这张贴码的位置告诉监督部门。

error-invalid-value-expected-day-to-come = 请选明天或以后的日子；要尽快执行，请选“尽快”。
error-policy-unchanged = 这份规则与届时执行的规则完全一样，没有发布。
error-policy-outdated = 您查看之后，草稿或现行规则有了变动，所以没有保存。请先看看现在的内容，再决定。
error-policy-invalid = 政策中“{ $key }”的值“{ $value }”不能用，没有采用。请改正后再试。

error-invalid-value = “{ $value }”不能用，请改正。
error-invalid-value-expected-small-file = 文件“{ $value }”太大。规则文件不超过0.2 MB。
error-invalid-value-expected-text-file = “{ $value }”不是文本文件。请上传TOML格式的文本。
error-invalid-value-expected-district = 没有代码是“{ $value }”的区。请填区的代码，例如福田区是440304；负责全市的不填。
error-invalid-value-expected-locale = 没有“{ $value }”这种语言。请选中文或英文。
error-invalid-value-expected-short-name = 名称“{ $value }”太长。请写40个字以内。
error-invalid-value-expected-registered = 登记中没有“{ $value }”。请核对后再填。
error-invalid-value-expected-outcome-of-inspection = 这是检查，不能以“已提供服务”结束。请选检查的结果。
error-invalid-value-expected-username = 用户名“{ $value }”不能用。请用3至64个小写字母、数字或 . _ @ - ，以字母或数字开头。
error-invalid-value-expected-current-password = 现在的密码不对。请重新输入。
error-invalid-value-expected-complaint-text = 现在是{ $value }个字。请写10至2000个字：什么时候、谁来的、做了什么。
error-invalid-value-expected-past-day = { $value }还没有到。请选今天或以前的日期。
error-invalid-value-expected-own-visit = 选的这次检查不在您的记录里。请重新选择。
