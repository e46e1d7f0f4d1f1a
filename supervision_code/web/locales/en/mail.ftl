# Mail: the own address, and what mails say.

mail-title = Reminders by mail
mail-lead = When a day draws near, a mail can remind you as well. It says what is due and when, never what a complaint or a rating says. Messages in here come as always.
mail-off = This installation sends no mail
mail-off-text = All reminders come as messages in here; no address is needed.
mail-none = No mail address yet
mail-none-text = Once you have given an address and confirmed it, reminders go there too.
mail-no-topics = There is nothing your account would be reminded of by mail.
mail-add = Give an address
mail-change = Change the address
mail-remove = Remove the address
mail-removed = The address is removed; no mail goes there any more.
mail-address = Mail address
mail-address-hint = Used for the reminders you choose and nothing else.
mail-address-missing = Give a mail address.
mail-topics = What to be reminded of by mail
mail-topics-save = Save the choice
mail-topics-saved = Saved.
mail-ask = Send a mail to confirm it
mail-asked = A mail is on its way to { $address }. Follow the link in it within 24 hours.
mail-asked-until = Follow the link in the mail before { $until }. If none came, give the address again.
mail-state-confirmed = Confirmed
mail-state-asked = To be confirmed
mail-state-not-confirmed = Not confirmed
mail-state-lapsed = Not confirmed in time
mail-confirm = Somebody gave this address as the own one in the supervision code for administrative enforcement. If it was you, sign in and confirm it within 24 hours; if not, do nothing, and no further mail will come.
mail-confirm-subject = Confirm your mail address
mail-confirm-title = Confirm the address
mail-confirm-lead = Once confirmed, the reminders you chose go to { $address }.
mail-confirm-way = This address is mine
mail-confirmed = The address is confirmed.
mail-not-confirmed = This link was used, is too old, or was not sent to your account. Give the address again.
mail-subject = Supervision code: { $topic }
mail-way = Open it
mail-foot = This mail was sent automatically; please do not reply. To receive no more of them, change your choice here:
reminder-topic-notices = Notices of inspections
reminder-topic-visits = Visits arranged
reminder-topic-duties = Emergency inspections to be scanned
reminder-topic-backfills = Visits to be backfilled
reminder-topic-rectifications = Rectifications due
reminder-topic-certificates = Certificates ending
reminder-topic-tasks = Overdue tasks
reminder-topic-oversight = Matters overdue
supervisor-mail = Mail
supervisor-mail-off = Not set up. With MAIL_HOST set, reminders can go by mail too.
supervisor-mail-server = Mail server
supervisor-mail-waiting = Waiting
supervisor-mail-trying = { $number ->
    [one] { $number } is being tried again
   *[other] { $number } are being tried again
}
supervisor-mail-sent = Last sent
supervisor-mail-never = None yet
supervisor-mail-given-up = Given up within seven days
supervisor-mail-problems = Why
account-way-mail = Reminders by mail
error-mail-off = This installation sends no mail.
error-asked-too-often = A mail to confirm an address is sent at most { $times } times a day. Try again tomorrow.
error-invalid-value-expected-mail-address = This is no mail address; look for spaces or missing characters.

inbox-notice-due = { $firm } is to be inspected on { $from_day } and has not been told. Send the notice soon.
inbox-notice-choose = You may choose the time of an inspection until { $until }; if you do not, the time announced stands.
inbox-visit-tomorrow = You are to inspect { $firm } tomorrow. Have your certificate and papers ready.
inbox-visit-today = You are to inspect { $firm } today. Scan the code first when you arrive.
inbox-certificate-ends = Your enforcement certificate ends on { $until }. Have it renewed in time; without it you cannot inspect.
inbox-certificate-of-ends = The certificate of { $officer } ends on { $until }. See to its renewal.
inbox-tasks-overdue =
    { $number ->
        [one] One inspection task is past its time and stands in no visit. Plan it or withdraw it.
       *[other] { $number } inspection tasks are past their time and stand in no visit. Plan them or withdraw them.
    }
inbox-duty-open = The emergency inspection of { $firm } has not been scanned yet. Scan the firm's code before you leave.
inbox-backfill-due = The visit to { $firm } planned for { $from_day } is not on record. If it was made, backfill it by { $until }; if not, move it or call it off.
inbox-backfill-last = The time to backfill is running out: if { $firm } was inspected on { $from_day }, record it by { $until }; after that it is marked as late.
inbox-rectification-due = { $firm } has until { $until } to put things right; mind the re-check.
inbox-rectification-overdue = { $firm } had until { $until } to put things right and has not reported. Check again.
inbox-own-rectification-due = Put right what was found by { $until }, and report it.
inbox-own-rectification-overdue = The day to put things right, { $until }, has passed. Do it as soon as you can, and report it.
