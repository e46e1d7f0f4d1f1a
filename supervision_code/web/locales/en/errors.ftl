# Every refusal as a sentence: what is, then what to do.

error-way-home = Back to the start
error-way-above = See how it stands

error-heading-400 = This page is out of date
error-heading-401 = Please sign in
error-heading-403 = Your account cannot use this page
error-heading-404 = Not found
error-heading-405 = It cannot be opened this way
error-heading-409 = Not possible now
error-heading-413 = The file is too large
error-heading-422 = Not saved
error-heading-429 = Please try again later
error-heading-500 = This page cannot be shown now
error-heading-503 = Not possible at the moment
error-heading-507 = Not saved
error-heading-other = Not done

error-http-400 = This page was open too long, or you signed out elsewhere. Go back, reload the page and try again.
error-http-401 = Please sign in, then open this page.
error-http-403 = The request did not come from this site and was not carried out. Open the start page again.
error-http-404 = There is no such page, or it is not yours. Check the address or go back to the start.
error-http-405 = This address is opened by buttons only. Please start again from the first page.
error-http-413 = The file is too large and was not sent. Choose one of less than 10 MB.
error-http-422 = Something is wrong with what was entered; it was not saved. Go back and correct it.
error-http-429 = Too many requests. Please wait a minute and try again.
error-http-500 = What you just did may not have been saved. Please try again later; if it fails again, contact us.
error-http-503 = The system is being maintained. Please try again in a few minutes.
error-http-other = This was not done. Please start again from the first page.

error-database-away = The database cannot be reached; nothing was saved. Please try again in a moment.
error-database-busy = Too much is going on to get an answer; nothing was saved. Please try again later.
error-storage-full = The server's disk is full; nothing was saved. Please try again later; if it fails again, contact us.
error-storage-read-only = The server can be read but not written now; nothing was saved. Please try again later; if it fails again, contact us.
error-outcome-unknown = The connection broke while saving, so it is not certain whether it was saved. Look for the record first; if it is not there, do it again.

error-not-permitted = Your account may not do this. If you need to, ask your administrator.
error-not-signed-in = Please sign in, then open this page.
error-no-such-record = There is no such record, or it is not yours. Open it again from the list.
error-illegal-move = This step was taken already, or cannot be taken yet. Reload the page to see how things stand.
error-illegal-move-voided = This inspection was voided, so this step cannot be taken any more.
error-already-recorded = There is a record already. Records are never changed, so nothing more was saved; reload the page to see it.
error-sign-in-refused = User name or password is wrong. Check both and try again; capitals matter.
error-sign-in-locked =
    { $minutes ->
        [one] Too many wrong attempts; the account is locked. Try again in 1 minute.
       *[other] Too many wrong attempts; the account is locked. Try again in { $minutes } minutes.
    }
error-second-factor-refused = That was not accepted. Please check it and try again; a code works once, so if you have just used it, wait for the next one.
error-second-factor-locked = Too many were not accepted in a row, so the second step is locked. Please try again in { $minutes } min.
error-last-second-factor = This is your only second step, so it cannot be removed. Please add another one first.
error-weak-password = The password is too short or too common. Use at least { $minimum } characters, for example a few unrelated words.
error-username-taken = Somebody has the user name “{ $username }”. Choose another.
error-account-in-use = The account is still in use. Disable it before erasing.
error-too-few-officers = An inspection needs at least { $required } certified officers; there are { $given }. Add who came with you.
error-changed-meanwhile = Somebody else saved something here since you opened the page, and yours is not saved yet. Compare with what stands now, then save again.
error-officer-elsewhere = { $officer } is expected at { $firm } at the same time. Choose somebody else, or tick “Assign all the same”.
error-certificate-invalid = The certificate of { $officer } ({ $certificate }) is not valid now. Choose somebody else.
error-certificate-invalid-expired = The certificate of { $officer } ({ $certificate }) expired on { $until }. Choose somebody else.
error-certificate-invalid-suspended = The certificate of { $officer } ({ $certificate }) is suspended. Choose somebody else.
error-certificate-invalid-revoked = The certificate of { $officer } ({ $certificate }) was revoked. Choose somebody else.
error-item-not-published = “{ $item }” is not among the published items of this agency; an unpublished item must not be inspected. Choose a published one.
error-item-missing = No inspection item was chosen. Choose at least one published item.
error-reason-missing = Please give the reason.
error-reason-missing-over-limit-reason = This inspection exceeds a frequency limit. Say why it is necessary.
error-reason-missing-exception-reason = Say why the inspection came before the record.
error-scan-gone = This scan is more than { $minutes } minutes old and no longer opens the firm. Scan again to inspect it.
error-scan-expired = The scan is more than { $minutes } minutes old. Scan again.
error-second-person-missing = Another supervisor must approve this, not the one who wrote it.
error-signer-refused = The signer remembers { $remembered } entries of the log { $log }; the database shows { $size }, and the two do not agree. Nothing was signed.
error-too-late = The { $days } days for this have passed; it can no longer be done.

error-code-refused = This code cannot be used. Ask the firm to show its code again.
error-code-refused-too-long = This is no supervision code: it is too long. Scan the firm's code or the code on its licence.
error-code-refused-foreign-host = This is no supervision code but another address. Scan the firm's code or the code on its licence.
error-code-refused-no-credit-code = There is no credit code in it. Scan the supervision code or search by name.
error-code-refused-several-credit-codes = There is more than one credit code in it. Scan the supervision code or search by name.
error-code-refused-malformed = The code is incomplete. Point the camera at the whole of it and scan again.
error-code-refused-unknown-key = This code was not issued by this system. Ask the firm to show its code again and watch for fraud.
error-code-refused-bad-signature = This code is forged or damaged. Ask the firm to show its code on the phone and watch for fraud.
error-code-refused-expired = This live code has expired. Ask the firm to refresh it.
error-code-refused-unknown-code = There is no such code in the system. Ask the firm to show its code again or search by name.
error-code-refused-superseded = This is an old code; the firm has a new one. Ask the firm to show it on the phone.
error-code-refused-revoked = This code was revoked. Ask the firm to show its code on the phone and tell the supervisors where this one hangs.

error-invalid-value-expected-day-to-come = Choose tomorrow or a later day; to begin as soon as possible choose “at once”.
error-policy-unchanged = These rules are the same as those in force then; nothing was published.
error-policy-outdated = The draft or the rules in force changed since you looked, so nothing was saved. Look at them as they are now, then decide.
error-policy-invalid = The value “{ $value }” of “{ $key }” in the policy cannot be used; the policy was not taken over. Correct it and try again.

error-invalid-value = “{ $value }” cannot be used. Please correct it.
error-invalid-value-expected-small-file = The file “{ $value }” is too large; a file with rules has at most 0.2 MB.
error-invalid-value-expected-text-file = “{ $value }” is no text. Upload a TOML file in UTF-8.
error-invalid-value-expected-district = There is no district with the code “{ $value }”. Use a district's code, for example 440304 for Futian; leave it out for the whole city.
error-invalid-value-expected-locale = There is no language “{ $value }” here. Choose Chinese or English.
error-invalid-value-expected-short-name = The name “{ $value }” is too long. Please use at most 40 characters.
error-invalid-value-expected-registered = “{ $value }” is not in the register. Check it and enter it again.
error-invalid-value-expected-outcome-of-inspection = This is an inspection; it cannot end as a service given. Choose its result.
error-invalid-value-expected-username = The user name “{ $value }” cannot be used. Use 3 to 64 small letters, digits or . _ @ - and begin with a letter or digit.
error-invalid-value-expected-current-password = The present password is wrong. Enter it again.
error-invalid-value-expected-complaint-text = You wrote { $value } characters. Write 10 to 2,000: when it was, who came and what they did.
error-invalid-value-expected-past-day = { $value } has not come yet. Choose today or an earlier day.
error-invalid-value-expected-own-visit = The visit you chose is not in your log. Choose it again.
