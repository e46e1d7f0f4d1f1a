# The words of the registers, in every portal.

risk-tier-a = A级企业
risk-tier-b = B级企业
risk-tier-c = C级企业
risk-tier-d = D级企业

enterprise-kind-enterprise = 企业
enterprise-kind-sole-trader = 个体工商户
enterprise-kind-cooperative = 农民专业合作社

enterprise-status-active = 存续
enterprise-status-closed = 已注销或停业

agency-level-city = 市级
agency-level-district = 区级
agency-level-street = 街道级

certificate-status-valid = 有效
certificate-status-suspended = 暂扣
certificate-status-revoked = 注销

district-level-city = 市
district-level-district = 区
district-level-street = 街道

item-method-on-site = 现场检查
item-method-off-site = 非现场检查

# Sections of GB/T 4754, by letter.
industry-a = 农、林、牧、渔业
industry-b = 采矿业
industry-c = 制造业
industry-d = 电力、热力、燃气及水生产和供应业
industry-e = 建筑业
industry-f = 批发和零售业
industry-g = 交通运输、仓储和邮政业
industry-h = 住宿和餐饮业
industry-i = 信息传输、软件和信息技术服务业
industry-j = 金融业
industry-k = 房地产业
industry-l = 租赁和商务服务业
industry-m = 科学研究和技术服务业
industry-n = 水利、环境和公共设施管理业
industry-o = 居民服务、修理和其他服务业
industry-p = 教育
industry-q = 卫生和社会工作
industry-r = 文化、体育和娱乐业
industry-s = 公共管理、社会保障和社会组织
industry-t = 国际组织
industry-unknown = 行业未登记
