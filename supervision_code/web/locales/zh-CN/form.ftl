# What a form says of a field that has no sentence of its own. %(min)d and the like are filled by the form.

form-missing = 这一项还没有填。
form-too-short = 至少写%(min)d个字。
form-too-long = 最多写%(max)d个字，请缩短。
form-wrong-length = 请写%(min)d至%(max)d个字。
form-too-small = 不能小于%(min)s。
form-too-large = 不能大于%(max)s。
form-out-of-range = 请填%(min)s至%(max)s之间的数。
form-no-date = 这不是日期。请按 2026-11-22 的样子填写。
form-no-moment = 这不是日期和时间。请按 2026-11-22 14:05 的样子填写。
form-no-time = 这不是时间。请按 14:05 的样子填写。
form-no-number = 这不是数字，请改正。
form-no-choice = 请从列出的选项中选择。
form-wrong = 这一项填得不对，请改正。
