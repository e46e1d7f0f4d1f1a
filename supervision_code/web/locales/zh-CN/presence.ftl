# Who is there: officers confirm, show their code, and the firm meets them; portraits.

on-site-confirmed = 已确认到场
on-site-waiting = 等待确认
on-site-late = 逾时确认
on-site-unconfirmed = 未确认到场
on-site-absent = 未到场

confirmed-by-own-device = 本人手机确认
confirmed-by-firsts-code = 扫同事亮码确认
confirmed-by-opener = 登记时确认

presence-sign-unconfirmed-officer = 有登记的执法人员没有确认到场。
presence-sign-late-officer = 有执法人员过了时间才确认到场。
presence-sign-absent-officer = 有登记的执法人员后来说明没有到场。
presence-sign-one-device = 两名执法人员用同一台手机确认，可能有人代点。
presence-sign-too-few = 到场的执法人员少于规定人数。

absent-reason-other-task = 临时有别的任务
absent-reason-named-by-mistake = 选错了人
absent-reason-replaced = 换了同事来
absent-reason-ill = 身体不适
absent-reason-other = 其他

presence-heading = 谁在场
presence-portrait = { $name }的照片
presence-certificate = 执法证号 { $number }
presence-until = { $time }前确认
presence-was-until = 应在{ $time }前确认
presence-never = 到检查结束没有确认
presence-absent-because = 原因：{ $reason }
presence-how = { $how }，{ $time }
presence-count = 已确认 { $confirmed }/{ $expected } 人
presence-too-few = 检查要有至少{ $required }名执法人员在场。人数不足会作为线索提示监督部门。
presence-met = 企业已扫{ $name }的亮码，{ $time }，双向核验

officer-presence-ask = 同事登记您到场。请确认您在这里。
officer-presence-ask-note = 也可以扫同事的亮码确认。过了时间仍可确认，会标明“逾时”。
officer-presence-confirm = 确认到场
officer-presence-confirmed-now = 已确认到场
officer-presence-absent = 没有来
officer-presence-absent-title = { $name }没有来
officer-presence-absent-text = 说明后，这名人员仍留在记录里，标为“未到场”，企业也看得到。
officer-presence-absent-reason = 为什么没有来
officer-presence-absent-reason-missing = 请选择原因。
officer-presence-absent-more = 补充说明
officer-presence-absent-send = 记为未到场
officer-presence-absent-now = 已记为未到场
officer-presence-forgotten = 补充漏选的同事
officer-presence-name-title = 补充漏选的同事
officer-presence-name-text = 补充后，请同事在自己的手机上确认到场。
officer-presence-name = 哪位同事
officer-presence-name-send = 补充
officer-presence-name-none = 没有可以补充的同事
officer-presence-name-none-text = 本单位证件有效的人员都已登记。
officer-presence-named-now = 已补充，请同事确认到场
officer-presence-today = 您在{ $firm }吗
officer-presence-today-text = 同事登记您参加检查，编号{ $number }。请在{ $time }前确认。
officer-presence-today-look = 先看这次检查

officer-code-show = 亮码给企业扫
officer-code-title = 我的亮码
officer-code-alternative = { $name }的执法人员亮码
officer-code-tip = 请企业用手机扫一扫，就能看到您是谁、为什么来。
officer-code-colleague = 一起来的同事也可以用“扫码”扫它，确认到场。
officer-code-still = 这台设备没有开启脚本，码不会自己更新。
officer-code-refresh = 更新亮码
officer-code-life = { $seconds }秒更新一次，截图很快失效

officer-face-title = 执法人员亮码
officer-face-unknown = 这个码已经失效
officer-face-official = 由执法人员本人手机亮出，现在有效
officer-face-visit = 这次到访
officer-face-firm = 到访企业
officer-face-firm-value = { $name }，信用代码尾号 { $tail }
officer-face-kind = 类型
officer-face-items = 事项和依据
officer-face-items-none = 没有检查事项
officer-face-began = 开始时间
officer-face-number = 记录编号
officer-face-others = 同行人员
officer-face-alone = 没有登记其他人员
officer-face-met = 我是企业，他在我店
officer-face-met-note = 登录企业端后点一下，这次检查就记为“双向核验”。
officer-face-colleague = 我是同行的执法人员，确认到场
officer-face-unknown-text = 执法人员的亮码只有一分钟左右有效，检查结束后也会失效。
officer-face-unknown-do = 请执法人员在自己的手机上重新亮码，再扫一次。
officer-face-check = 请核对
officer-face-check-card = 请对方出示执法证，看姓名、证号、照片是否和这里一样。
officer-face-check-person = 人和照片不一样，或者编号和企业端看到的不一样，请记下来。
officer-face-check-otherwise = 对方没有亮码，或者不出示执法证的，您可以在企业端投诉，也可以拨打12345反映。

officer-roster-title = 执法人员
officer-roster-lead = 企业扫亮码时，会看到姓名、证号和照片。
officer-roster-none = 还没有执法人员
officer-roster-none-text = 执法人员由证件库导入。
officer-roster-note = 证号尾号 { $tail }，有效期至{ $day }
officer-roster-note-open = 证号尾号 { $tail }
officer-roster-no-portrait = 没有照片
officer-roster-certificate = 执法证
officer-roster-tail = 证号尾号
officer-roster-standing = 状态
officer-roster-until = 有效期至
officer-roster-valid = 有效
officer-roster-ending = 即将到期
officer-roster-expired = 已到期
officer-roster-suspended = 已暂扣
officer-roster-revoked = 已注销
officer-portrait-heading = 照片
officer-portrait-text = 用近期正面免冠照。照片会裁成三比四、缩小后保存，拍摄地点等信息不保留。
officer-portrait-picture = 选择照片
officer-portrait-picture-missing = 请选择一张照片。
officer-portrait-send = 上传
officer-portrait-remove = 移除照片
officer-portrait-kept = 照片已保存
officer-portrait-removed = 照片已移除

enterprise-met-scan = 扫执法人员的码
enterprise-met-looking = 对准执法人员手机上的亮码
enterprise-met-scan-text = 请对方在手机上亮出“我的亮码”，对准就能看到他是谁、为什么来。也可以用手机自带的相机扫。
enterprise-met-scan-missing = 没有读到码。请重新扫描。
enterprise-met-again = 再扫一次
enterprise-met-ask = 执法人员在您面前吗？扫一下他手机上的码，这次检查就有了双向核验。
enterprise-met-title = 核对执法人员
enterprise-met-compare = 请看执法证和照片是否一样。一样的话，点下面确认他在您的店里。
enterprise-met-here = 是，他在我店
enterprise-met-check = 核对这个码
enterprise-met-no-face = 没有找到和这个码对应的、正在您店里的检查。检查可能已经结束，也可能是别处检查的码。
enterprise-met-now = 已双向核验
enterprise-met-refused = 没有核验成功
meeting-answer-met = 已双向核验
meeting-answer-no-code = 这不是执法人员的亮码。请对方打开“我的亮码”后再扫。
meeting-answer-expired = 这个码已经过了时间。请对方重新亮码后再扫。
meeting-answer-foreign = 这个码不是为到您店里检查亮出的。已提示监督部门。请核对对方证件，没有在您店登记的检查可以投诉。
meeting-answer-voided = 这次检查的记录已经作废，不能核验。

supervisor-presence-device = 和另一名人员用同一台手机确认
supervisor-presence-note = 以上是线索，不是结论。记录照常有效，请结合证件、签字和企业的说法判断。

inbox-presence-asked = 同事登记您到{ $firm }检查，编号{ $number }。请打开确认到场。
inbox-visit-met = { $firm }扫了您的亮码，检查{ $number }已双向核验。
inbox-foreign-officer-code = { $firm }扫到{ $officer }的亮码，但那不是到这家企业的检查。请了解。

trail-visit-met = 企业扫了执法人员亮码
trail-presence-confirmed = 确认到场
trail-presence-named = 补充到场人员
trail-presence-absent = 记为未到场
trail-presence-foreign-code = 企业扫到别处检查的亮码
trail-portrait-kept = 保存执法人员照片
trail-portrait-removed = 移除执法人员照片

sealing-visit-met = 双向核验
sealing-visit-presence = 到场确认

error-joining-over = 检查开始超过{ $minutes }分钟，不能再临时加入。请单独登记这次检查，或者下次先加入对方的检查安排。
error-naming-over = 检查开始超过{ $minutes }分钟，不能再补充人员。请在结果里写明还有谁在场。
error-not-named = 这次检查没有登记您，或者您还没有确认到场。请让在场的同事先补充您，再确认。

personal-field-confirmed = 确认到场
personal-field-portrait = 照片保存于
error-invalid-value-portrait-empty = 这个文件是空的。请重新选一张照片。
error-invalid-value-portrait-too-many-bytes = 照片超过10 MB。请选小一些的。
error-invalid-value-portrait-no-picture = 这不是照片。请选JPG、PNG或WebP格式的照片。
error-invalid-value-portrait-too-many-pixels = 照片尺寸太大。请缩小后再上传。
error-invalid-value-portrait-damaged = 照片已损坏，打不开。请换一张。
