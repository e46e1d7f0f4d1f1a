# The words of codes: what a token is for, and why one is refused.

token-kind-static = 静态码
token-kind-live = 动态码
token-kind-officer = 执法人员码

refusal-too-long = 内容太长，不是监督码。
refusal-foreign-host = 不是本系统的网址。
refusal-no-credit-code = 里面没有监督码，也没有统一社会信用代码。
refusal-several-credit-codes = 里面有几个不同的统一社会信用代码。
refusal-malformed = 不是完整的监督码。
refusal-unknown-key = 签发密钥不认识。
refusal-bad-signature = 签名不对，可能是伪造的。
refusal-expired = 动态码已过期。请刷新后再扫。
refusal-unknown-code = 没有签发过这个码。
refusal-superseded = 已换发新码，这个码不能再用。
refusal-revoked = 这个码已吊销。
