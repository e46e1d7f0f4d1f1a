# Who is there: officers confirm, show their code, and the firm meets them; portraits.

on-site-confirmed = Confirmed on site
on-site-waiting = To be confirmed
on-site-late = Confirmed late
on-site-unconfirmed = Not confirmed
on-site-absent = Did not come

confirmed-by-own-device = On the officer's own phone
confirmed-by-firsts-code = By a colleague's code
confirmed-by-opener = When the visit was registered

presence-sign-unconfirmed-officer = An officer on record has not confirmed being there.
presence-sign-late-officer = An officer confirmed only after the time for it.
presence-sign-absent-officer = An officer on record was later said not to have come.
presence-sign-one-device = Two officers confirmed on one phone; one may have done it for the other.
presence-sign-too-few = Fewer officers came than the rule asks for.

absent-reason-other-task = Called to another task
absent-reason-named-by-mistake = Chosen by mistake
absent-reason-replaced = A colleague came instead
absent-reason-ill = Unwell
absent-reason-other = Something else

presence-heading = Who is there
presence-portrait = Portrait of { $name }
presence-certificate = Certificate { $number }
presence-until = to confirm by { $time }
presence-was-until = was to confirm by { $time }
presence-never = Had not confirmed when the visit ended
presence-absent-because = Reason: { $reason }
presence-how = { $how }, { $time }
presence-count = { $confirmed } of { $expected } confirmed
presence-too-few = An inspection needs at least { $required } officers on site. Fewer is a sign for the supervisor to look at.
presence-met = The firm scanned { $name }'s code at { $time }: mutual check

officer-presence-ask = A colleague registered that you came. Please confirm that you are here.
officer-presence-ask-note = You can also scan a colleague's code. After the time you can still confirm; it is marked as late.
officer-presence-confirm = I am here
officer-presence-confirmed-now = Confirmed on site
officer-presence-absent = Did not come
officer-presence-absent-title = { $name } did not come
officer-presence-absent-text = The officer stays on record, marked as not having come. The firm sees it too.
officer-presence-absent-reason = Why not
officer-presence-absent-reason-missing = Choose a reason.
officer-presence-absent-more = More about it
officer-presence-absent-send = Record as not having come
officer-presence-absent-now = Recorded as not having come
officer-presence-forgotten = Add a colleague who was forgotten
officer-presence-name-title = Add a colleague
officer-presence-name-text = The colleague then confirms on the own phone.
officer-presence-name = Which colleague
officer-presence-name-send = Add
officer-presence-name-none = Nobody left to add
officer-presence-name-none-text = Everybody of your agency with a valid certificate is on record already.
officer-presence-named-now = Added. Ask the colleague to confirm.
officer-presence-today = Are you at { $firm }
officer-presence-today-text = A colleague registered you for visit { $number }. Confirm by { $time }.
officer-presence-today-look = Look at the visit first

officer-code-show = Show my code to the firm
officer-code-title = My code
officer-code-alternative = Officer code of { $name }
officer-code-tip = Let the firm scan it: any phone shows who you are and why you came.
officer-code-colleague = A colleague who came along can scan it too, to confirm being there.
officer-code-still = This device runs no script, so the code does not renew itself.
officer-code-refresh = Renew the code
officer-code-life = renewed every { $seconds } seconds; a screenshot soon stops working

officer-face-title = Officer code
officer-face-unknown = This code no longer works
officer-face-official = Shown on the officer's own phone, valid now
officer-face-visit = This visit
officer-face-firm = Firm visited
officer-face-firm-value = { $name }, credit code ending in { $tail }
officer-face-kind = Kind
officer-face-items = Items and basis
officer-face-items-none = No inspection items
officer-face-began = Began
officer-face-number = Number
officer-face-others = Together with
officer-face-alone = Nobody else is registered
officer-face-met = I am the firm: this officer is here
officer-face-met-note = After signing in as the firm, one tap records a mutual check of this visit.
officer-face-colleague = I came along as an officer: confirm
officer-face-unknown-text = An officer's code works for about a minute, and no longer than the visit.
officer-face-unknown-do = Ask the officer to show the code anew on the own phone, and scan again.
officer-face-check = Please compare
officer-face-check-card = Ask for the enforcement certificate: are name, number and portrait the same as here.
officer-face-check-person = If the person does not match the portrait, or the number differs from the one in your portal, write it down.
officer-face-check-otherwise = Where an officer shows no code or no certificate, you can complain in the enterprise portal or call 12345.

officer-roster-title = Officers
officer-roster-lead = A firm that scans an officer's code sees name, certificate number and portrait.
officer-roster-none = No officers yet
officer-roster-none-text = Officers come from the register of certificates.
officer-roster-note = Certificate ending in { $tail }, valid until { $day }
officer-roster-note-open = Certificate ending in { $tail }
officer-roster-no-portrait = No portrait
officer-roster-certificate = Certificate
officer-roster-tail = Ends in
officer-roster-standing = State
officer-roster-until = Valid until
officer-roster-valid = Valid
officer-roster-ending = Ending soon
officer-roster-expired = Expired
officer-roster-suspended = Suspended
officer-roster-revoked = Revoked
officer-portrait-heading = Portrait
officer-portrait-text = A recent photo from the front. It is cut to three by four and kept small; where it was taken is not kept.
officer-portrait-picture = Choose a photo
officer-portrait-picture-missing = Choose a photo.
officer-portrait-send = Upload
officer-portrait-remove = Remove the portrait
officer-portrait-kept = Portrait kept
officer-portrait-removed = Portrait removed

enterprise-met-scan = Scan an officer's code
enterprise-met-looking = Point at the code on the officer's phone
enterprise-met-scan-text = Ask the officer to show “My code” on the phone, and point your camera at it to see who it is and why. The phone's own camera does as well.
enterprise-met-scan-missing = No code was read. Scan again.
enterprise-met-again = Scan again
enterprise-met-ask = Is the officer in front of you? Scan the code on the phone, and this visit is checked from both sides.
enterprise-met-title = Check the officer
enterprise-met-compare = Compare certificate and portrait. If they match, confirm below that the officer is at your premises.
enterprise-met-here = Yes, the officer is here
enterprise-met-check = Check this code
enterprise-met-no-face = No visit under way at your firm belongs to this code. The visit may have ended, or the code is of a visit elsewhere.
enterprise-met-now = Mutual check recorded
enterprise-met-refused = Not recorded
meeting-answer-met = Mutual check recorded
meeting-answer-no-code = This is no officer's code. Ask for “My code” and scan again.
meeting-answer-expired = This code is over. Ask the officer to show it anew, and scan again.
meeting-answer-foreign = This code was not shown for a visit to your firm. The supervisor has been told. Check the certificate; you can complain of an inspection that is not registered with you.
meeting-answer-voided = This visit was annulled; there is nothing to check.

supervisor-presence-device = Confirmed on the same phone as another officer
supervisor-presence-note = These are signs, not findings. The record stands; weigh them with certificates, signatures and what the firm says.

inbox-presence-asked = A colleague registered you for visit { $number } at { $firm }. Open it and confirm that you are there.
inbox-visit-met = { $firm } scanned your code: visit { $number } is checked from both sides.
inbox-foreign-officer-code = { $firm } scanned the code of { $officer }, which is not of a visit to this firm. Please look into it.

trail-visit-met = firm scanned an officer's code
trail-presence-confirmed = confirmed being on site
trail-presence-named = named a further officer
trail-presence-absent = recorded an officer as absent
trail-presence-foreign-code = firm scanned a code of a visit elsewhere
trail-portrait-kept = kept an officer's portrait
trail-portrait-removed = removed an officer's portrait

sealing-visit-met = Mutual check
sealing-visit-presence = Presence

error-joining-over = The inspection began more than { $minutes } minutes ago and cannot be joined any more. Register a visit of your own, or next time join the planned visit beforehand.
error-naming-over = The inspection began more than { $minutes } minutes ago; nobody can be added any more. Say in the result who else was there.
error-not-named = You are not registered for this visit, or have not confirmed yet. Ask a colleague on site to add you, then confirm.

personal-field-confirmed = Confirmed on site
personal-field-portrait = Portrait kept since
error-invalid-value-portrait-empty = This file is empty. Choose another photo.
error-invalid-value-portrait-too-many-bytes = The photo is larger than 10 MB. Choose a smaller one.
error-invalid-value-portrait-no-picture = This is no photo. Choose a JPG, PNG or WebP file.
error-invalid-value-portrait-too-many-pixels = The photo has too many pixels. Make it smaller first.
error-invalid-value-portrait-damaged = The photo is damaged. Choose another one.
