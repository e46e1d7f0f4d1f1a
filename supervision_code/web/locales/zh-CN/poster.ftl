# The poster for the firm's wall; it always speaks both languages.

poster-title = 行政执法监督码
poster-call = 检查人员，请先扫码，再检查
poster-serial = 信用代码尾号
poster-generation = 版本
poster-issued-on = 签发日期
poster-official-domain = 官方域名
poster-code-description = 本企业的行政执法监督码
poster-scan-heading = 只用执法端扫
poster-scan-text = 到场后、检查前，由执法人员用执法端扫码登记。
poster-money-heading = 不会要钱
poster-money-text = 扫码打开的页面从不要求付款、转账或填写个人信息。
poster-check-heading = 认清官方域名
poster-check-text = 域名与上面不一致，就不要相信，请告诉监督部门。
