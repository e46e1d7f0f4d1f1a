# 签码密钥：命令行 keys 的用语

keys-line = { $kid }  { $state }  { $since }  有效码 { $codes } 个
keys-state-signs = 正在签发
keys-state-waits = 已公布，待启用
keys-state-verifies = 只用于验证
keys-state-revoked = 已吊销
keys-rotated = 新密钥 { $kid } 已公布，{ $at } 起用于签发。旧码继续有效。
keys-waits = 密钥 { $kid } 已公布，{ $at } 起用于签发，无需再次更换。
keys-revoked = 密钥 { $kid } 已吊销，私钥已销毁。它签发的有效码还有 { $codes } 个，今后按静态码登记，请通知企业更换。
keys-unknown = 没有密钥 { $kid }。
