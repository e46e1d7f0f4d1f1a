# An officer's duties and results: emergencies, checklists, corrections, rectifications.

officer-visit-times = Times and evidence
officer-visit-case = Source of the case
officer-visit-unscanned-reason = Why it was not scanned
officer-visit-unscanned-hint = Why you leave without a scan. The supervisors read it.
officer-visit-leave-unscanned = Leave without a scan, saying why
officer-visit-note = Something else happened
officer-visit-service-note = Note of the visit
officer-visit-recorded = Your agency's result is on record
officer-visit-recorded-next = Nothing was saved again; what you wrote stands below. To change the record, correct it and copy your words over.
officer-visit-result-only = Record your agency's result
officer-visit-save-result = Save the result
officer-visit-quick-checked =
    { $number ->
        [one] The point conforms, leave
       *[other] All { $number } points conform, leave
    }
officer-visit-quick-checked-late =
    { $number ->
        [one] The point conforms, save
       *[other] All { $number } points conform, save
    }
officer-check-heading =
    { $number ->
        [one] Checklist ({ $number } point)
       *[other] Checklist ({ $number } points)
    }
officer-check-hint = You may mark only what is wrong, then use "the rest conforms" below.
officer-check-number = Value measured
officer-check-text = Record
officer-check-note = Note on point { $number }
officer-check-note-short = Note (optional)
officer-check-rest = The rest conforms, save
officer-correct-open = Correct the result
officer-correct-title = Correct the result
officer-correct-lead = It is saved as a new version; the earlier one is kept. The firm is told what changed and why.
officer-correct-meanwhile = Somebody corrected it just now; version { $number } is on record
officer-correct-anew = Correct this version instead
officer-correct-reason = Why it is corrected
officer-correct-reason-hint = For example: the date was wrong
officer-correct-reason-missing = Write why it is corrected.
officer-correct-save = Save the correction
officer-correct-done = Saved as a new version; the firm was told.
officer-void-open = Ask to void this record
officer-void-hint = For example: the wrong firm was scanned. Supervisors decide; the record always stays readable.
officer-void-reason = Why it should be voided
officer-void-reason-missing = Write why it should be voided.
officer-void-send = Send the request
officer-void-asked = Sent. Supervisors decide.
officer-approve-note = Remark
officer-approve-note-hint = For example: checked, approved
officer-approve-do = Approve
officer-approve-done = Approved afterwards.
officer-recheck-title = Re-check
officer-recheck-lead = What papers can show needs no visit.
officer-recheck-outcome = Outcome
officer-recheck-outcome-missing = Choose the outcome.
officer-recheck-due = New date
officer-recheck-note = Remark
officer-recheck-note-hint = What was looked at and found. Required unless it passed. The firm reads it.
officer-recheck-save = Save the re-check
officer-recheck-done = The re-check is saved; the firm was told.
officer-recheck-on-site = It has to be seen on site
officer-recheck-on-site-text = Scan at the firm, choose an individual case, source "re-check", and this order; or put it among the tasks first, to go together with other inspections.
officer-recheck-plan = Put among the tasks
officer-recheck-planned = It is among the tasks now and can be combined with other agencies' inspections.
officer-recheck-has-task = It is among the tasks.
officer-today-recheck = To be checked again
officer-today-approve = To be approved
officer-today-approve-more =
    { $number ->
        [one] { $number } more emergency
       *[other] { $number } more emergencies
    }
officer-today-approve-note = Emergency inspection { $number }
officer-emergency-title = Emergency
officer-emergency-note = Inspect first, scan before leaving
officer-emergency-lead = Only for an emergency, or when evidence would be lost. Scan before you leave the firm; the head of the agency approves afterwards.
officer-emergency-then-scan = Record it and begin at once. Scan the firm's code before you leave.
officer-emergency-kind = What kind
officer-emergency-kind-missing = Choose what kind it is.
officer-emergency-why = What happened
officer-emergency-why-hint = A sentence or two. The firm and the supervisors read it.
officer-emergency-why-missing = Write what happened.
officer-backfill-title = Record a visit from an outage
officer-backfill-note = Within the days after it ended
officer-backfill-left =
    { $days ->
        [0] Today, { $day }, is the last day for it.
        [one] { $days } day is left; the last one is { $day }.
       *[other] { $days } days are left; the last one is { $day }.
    }
officer-backfill-over = The time for it ended on { $day }. It is saved all the same, marked as a late record, and the supervisors are told that it is overdue.
officer-arrival-case-source = Source of the case
officer-arrival-case-hint = What gave rise to this inspection
officer-arrival-case-ref = Number of the case
officer-arrival-case-ref-hint = If it has one
officer-arrival-recheck = Which order is checked again
officer-arrival-recheck-none = None
officer-arrival-recheck-of = By { $day }: { $text }
