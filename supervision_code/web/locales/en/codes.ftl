# The words of codes: what a token is for, and why one is refused.

token-kind-static = static code
token-kind-live = live code
token-kind-officer = officer code

refusal-too-long = The text is too long for a supervision code.
refusal-foreign-host = The address is not one of ours.
refusal-no-credit-code = It holds neither a supervision code nor a credit code.
refusal-several-credit-codes = It holds several different credit codes.
refusal-malformed = It is no complete supervision code.
refusal-unknown-key = The key it was signed with is unknown.
refusal-bad-signature = The signature is wrong; it may be forged.
refusal-expired = The live code has expired. Refresh it and scan again.
refusal-unknown-code = This code was never issued.
refusal-superseded = A newer code was issued; this one is no longer good.
refusal-revoked = This code was revoked.
