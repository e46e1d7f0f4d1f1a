# Visits as the officer sees them: lists, one visit, leaving it.

visit-scope-mine = Mine
visit-scope-agency = My agency's

officer-visit-list = Visit records
officer-visit-whose = Whose records
officer-visit-filter = Filter
officer-visit-all = All
officer-visit-search = Firm's name or record number
officer-visit-none = No records yet
officer-visit-none-next = Records appear here once you scan a firm's code.
officer-visit-no-match = No record fits
officer-visit-no-match-next = Change the filter or show all.

officer-visit-title = Visit record
officer-visit-title-open = Visit under way
officer-visit-service-title = Record of a service visit
officer-visit-service-open = Service visit under way
officer-visit-firm = Firm
officer-visit-number = Record number
officer-visit-started = Arrived
officer-visit-ended = Left
officer-visit-elapsed = Time so far
officer-visit-lasted = Lasted
officer-visit-shown-to-firm = The firm's phone shows the same number and time.
officer-visit-what = What for
officer-visit-from-above = ordered from above
officer-visit-items = Items
officer-visit-officers = Officers
officer-visit-state = State
officer-visit-evidence = Proof of presence
officer-visit-late = Recorded late
officer-visit-joint = { $number } agencies together
officer-visit-reasons = Reasons given
officer-visit-over-limit = Why above the limit
officer-visit-voided = The supervisor has voided this record; it no longer counts. Ask the supervisor if in doubt.

officer-visit-leave = Record leaving and result
officer-visit-leave-title = Leaving and result
officer-visit-since = Arrived { $time }, number { $number }
officer-visit-quick =
    { $going ->
        [yes] No problem found, leave
       *[no] No problem found, save
    }
officer-visit-quick-service =
    { $going ->
        [yes] Service given, leave
       *[no] Service given, save
    }
officer-visit-result-late = Record the result
officer-visit-other-outcome = A problem was found
officer-visit-outcome = What follows
officer-visit-outcome-missing = Choose what follows.
officer-visit-result = What was found
officer-visit-result-hint = What was found and what must change. The firm can read it.
officer-visit-result-long = At most 2,000 characters; please shorten.
officer-visit-rectify-by = To be put right by
officer-visit-rectify-hint = Today or a later day, within a year
officer-visit-end = Save and leave

officer-visit-done = Left
officer-visit-done-saved = Leaving and result are on record
officer-visit-done-next = The firm has been told and can check this record within { $days } days.
officer-visit-next-firm = Scan the next firm
officer-visit-see = See this record

error-invalid-value-expected-past = The arrival cannot lie ahead. Please correct it.
error-invalid-value-expected-this-century = The year { $value } is a slip. Please correct it.
error-invalid-value-expected-after-start = The leaving must lie after the arrival and before now. Please correct it.
error-invalid-value-expected-day-ahead = Choose today or a later day.
error-invalid-value-expected-within-a-year = The day may be { $until } at the latest, not { $value }. Choose an earlier one.
error-invalid-value-expected-own-part = An agency stands there twice. Remove one of the two.
error-invalid-value-expected-officer-of-agency = An officer chosen does not belong to that agency. Choose again.
error-reason-missing-result = Write what was found and what must change.
