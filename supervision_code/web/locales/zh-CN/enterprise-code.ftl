# My code.

enterprise-code-title = 我的监督码
enterprise-code-tip = 把屏幕亮度调高，请执法人员对准扫描。
enterprise-code-still = 这张码60秒后失效。扫不了的时候，请刷新，或用下面贴在店里的码。
enterprise-code-refresh = 刷新这张码
enterprise-code-static = 贴在店里的码
enterprise-code-static-note = 打印、下载
enterprise-code-static-text = 第{ $generation }版，{ $day }签发。打印后贴在门口或前台，手机不在身边时也能扫。
enterprise-code-poster = 下载A4海报（PDF）
enterprise-code-svg = 下载矢量图（SVG）
enterprise-code-png = 下载图片（PNG）
enterprise-code-renew = 海报丢了、坏了，或怀疑被人冒用
enterprise-code-renew-way = 换一张新码
enterprise-code-file = 监督码-{ $tail }-第{ $generation }版
enterprise-code-none = 您的监督码还没有签发
enterprise-code-none-text = 监督码由系统统一签发，签发后会出现在这里。在那之前，请出示营业执照，执法人员可以扫执照上的码。
enterprise-code-reissued = 新码已生效，是第{ $generation }版。请重新打印海报，旧海报已经不能用了。

enterprise-reissue-title = 换一张新码
enterprise-reissue-warning = 换码后，第{ $generation }版的海报和图片马上失效，需要重新打印张贴。手机上的动态码会自动换新。
enterprise-reissue-reason = 为什么换
enterprise-reissue-reason-missing = 请选一个换码的原因。
reissue-reason-lost = 海报丢了
reissue-reason-damaged = 海报坏了、看不清
reissue-reason-misused = 怀疑被人冒用
reissue-reason-other = 其他原因
enterprise-reissue-more = 补充说明
enterprise-reissue-submit = 换新码，旧码作废
