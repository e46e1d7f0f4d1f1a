# What frames every page and belongs to no single noun.

shared-product = 行政执法监督码
shared-portal-enterprise = 企业端
shared-portal-officer = 执法端
shared-portal-supervisor = 监督端
shared-portal-public = 扫码入企

# One character, drawn like a seal.
shared-seal-enterprise = 企
shared-seal-officer = 执
shared-seal-supervisor = 督
shared-seal-public = 码

shared-skip = 跳到正文
shared-navigation = 主导航
shared-menu = 菜单
shared-unread = 条未读
shared-back = 返回
shared-all = 查看全部
shared-sign-out = 退出登录
shared-theme = 明暗切换
shared-close = 关闭
shared-print = 打印
shared-copy = 复制
shared-copied = 已复制
shared-offline = 现在没有网络，联网后请刷新。
shared-failed = 没有完成。请检查网络后再试一次；已填写的内容还在。

shared-required = 必填
shared-optional = 选填
shared-problems = 没有保存，请先改好以下内容：
shared-problem-of = { $field }：{ $problem }
shared-show-password = 显示
shared-hide-password = 隐藏
shared-search = 查找

shared-pages = 翻页
shared-previous = 上一页
shared-next = 下一页
shared-shown = 本页{ $shown }条
shared-shown-of = 本页{ $shown }条，共{ $total }条

shared-level-good = 正常
shared-level-blue = 蓝
shared-level-yellow = 黄
shared-level-orange = 橙
shared-level-red = 红
shared-verdict-good = 可以检查
shared-verdict-reach = 再查将达上限
shared-verdict-exceed = 再查将超上限
shared-verdict-refused = 不能检查

shared-counted = 计入，第
shared-not-counted = 不计入
shared-voided = 已作废
shared-step-done = 已完成

shared-code-meta = 信用代码尾号 { $tail } · 第{ $generation }版
shared-code-alternative = { $name }的监督码，供执法人员扫描
shared-code-life = 动态码，每{ $seconds }秒更新
shared-error-reference = 联系我们时，请报编号 { $reference }。
