# Scanning, and the ways around it.

officer-scan-title = 扫码
officer-scan-camera = 扫码取景
officer-scan-starting = 正在打开相机
officer-scan-looking = 对准企业的监督码，或营业执照上的二维码
officer-scan-found = 已读到，正在核对
officer-scan-camera-refused = 没有允许使用相机。请在浏览器的网站设置里允许，或用下面的办法。
officer-scan-camera-busy = 相机正被别的应用占用。请关掉那个应用再试，或用下面的办法。
officer-scan-camera-missing = 没有找到相机。请用下面的办法。
officer-scan-camera-unable = 这个浏览器不能扫码。请用下面的办法，或换一个浏览器。
officer-scan-camera-again = 再打开相机
officer-scan-no-script = 浏览器没有开启脚本，不能用相机扫码。可以上传照片，或查找企业。
officer-scan-no-certificate = 您的账号没有对应的执法证，不能登记检查。请用执法人员的账号登录。
officer-scan-light = 补光
officer-scan-again = 再扫一次
officer-scan-brought-title = 接着登记
officer-scan-brought = 手机相机已读到一个码。点一下核对，就能看到是哪家企业。
officer-scan-brought-send = 核对并继续
officer-scan-others = 扫不了的时候

officer-scan-picture = 用照片识别
officer-scan-picture-note = 从相册选一张有码的照片
officer-scan-picture-send = 上传并识别
officer-scan-picture-missing = 还没有选照片。请选一张有码的照片。

officer-scan-search = 查找企业
officer-scan-search-note = 按名称或信用代码，需选原因
officer-scan-not-searched = 还没有查找，请先改好以下内容：
officer-scan-words = 企业名称或统一社会信用代码
officer-scan-words-hint = 写名称里的几个字，或18位代码
officer-scan-words-missing = 请写企业名称里的几个字，或18位代码。
officer-scan-words-short = 请至少写2个字。
officer-scan-choose = 找到{ $number }家，请选择
officer-scan-none = 没有找到“{ $words }”
officer-scan-none-next = 请核对营业执照上的名称，少写几个字再试，或用18位统一社会信用代码查找。
officer-scan-tail = 代码尾号{ $tail }

officer-scan-typed-title = 输入或粘贴码的内容
officer-scan-typed-note = 别人发来的码，或18位信用代码
officer-scan-typed = 码的内容
officer-scan-typed-hint = 粘贴整段文字，或输入18位统一社会信用代码
officer-scan-typed-send = 核对
officer-scan-text-missing = 没有读到内容。请再试一次。
officer-scan-typed-missing = 请粘贴码的内容，或输入18位信用代码。
officer-scan-typed-wrong = 这个信用代码不对，请逐位核对。

officer-scan-reason = 为什么没扫码
officer-scan-reason-missing = 请选择没扫码的原因。
officer-scan-reason-more = 补充说明
officer-scan-reason-more-hint = 选“其他”时必须写明
officer-scan-reason-more-missing = 请写明没扫码的原因。
no-scan-reason-not-shown = 企业没有出示码和执照
no-scan-reason-unreadable = 码污损，扫不出来
no-scan-reason-nobody-there = 现场没有企业人员
no-scan-reason-outage = 断网或系统故障，现在补录
no-scan-reason-other = 其他

officer-position-asking = 正在取得位置
officer-position-known = 将附上位置，误差约§米
officer-position-unknown = 未附位置，不影响登记
officer-position-denied = 未附位置，不影响登记
officer-position-send = 附上位置

officer-narrow-none = 没有符合的。请换几个字。

error-invalid-value-picture-empty = 这个文件是空的。请重新选一张照片。
error-invalid-value-picture-too-many-bytes = 照片超过10 MB。请选小一些的，或截取有码的部分。
error-invalid-value-picture-no-picture = 这不是照片。请选JPG、PNG或WebP格式的照片。
error-invalid-value-picture-too-many-pixels = 照片尺寸太大。请截取有码的部分再试。
error-invalid-value-picture-damaged = 照片已损坏，打不开。请重新拍一张。
error-invalid-value-picture-no-code = 照片里没有找到码。请拍清楚整张码，不反光，再试一次。
error-invalid-value-picture-several = 照片里有不止一个码。请只拍企业的那一个。
