# What a form says of a field that has no sentence of its own. %(min)d and the like are filled by the form.

form-missing = This is still empty.
form-too-short = Write at least %(min)d characters.
form-too-long = Write at most %(max)d characters; please shorten it.
form-wrong-length = Write %(min)d to %(max)d characters.
form-too-small = It cannot be less than %(min)s.
form-too-large = It cannot be more than %(max)s.
form-out-of-range = Enter a number from %(min)s to %(max)s.
form-no-date = This is no date. Write it like 2026-11-22.
form-no-moment = This is no date and time. Write it like 2026-11-22 14:05.
form-no-time = This is no time. Write it like 14:05.
form-no-number = This is no number; please correct it.
form-no-choice = Please choose one of the options.
form-wrong = This is not right; please correct it.
