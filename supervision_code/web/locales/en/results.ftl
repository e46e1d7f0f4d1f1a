# What comes of a visit, in every portal: results, checklists, rectifications, duties, voiding.

result-heading = Result
result-of = Result of { $agency }
result-outcome = Outcome
result-rectify-by = To be put right by
result-text = Details
result-findings = What does not conform
result-reason = Why it was corrected
result-changed = What changed
result-comma = ,{" "}
result-corrected = This is version { $number }, corrected on { $moment }. Every earlier version is kept.
result-earlier = Earlier versions ({ $number })
result-version = Version { $number }
result-awaited = { $agency } has not recorded its result yet.
result-checklist = Checklist
result-checklist-numbers = { $wrong ->
    [0] { $points ->
        [one] { $points } point, it conforms
       *[other] { $points } points, all conform
    }{ $open ->
        [0] {""}
       *[other] , { $open } not checked
    }
   *[other] { $points ->
        [one] { $points } point, it does not conform
       *[other] { $points } points, { $wrong } not conforming
    }{ $open ->
        [0] {""}
       *[other] , { $open } not checked
    }
}
result-part-outcome = outcome
result-part-text = details
result-part-rectify-by = date
result-part-checks = checklist

check-answer-conforms = Conforms
check-answer-does-not = Does not
check-answer-not-applicable = Not applicable
check-answer-not-checked = Not checked

case-source-complaint = Complaint or report
case-source-transfer = Transferred
case-source-monitoring = Monitoring of data
case-source-request = At the firm's request
case-source-recheck = Re-check
case-source-other = Other

rectification-heading = To be put right
rectification-title = To be put right
rectification-until = By { $day }
rectification-overdue = Overdue
rectification-view-waiting = Open
rectification-view-over = Settled
rectification-none = Nothing to be put right
rectification-none-next = What an inspection orders to be put right appears here.
rectification-ordered = What was ordered
rectification-text = Order
rectification-follows = The order before
rectification-followed-by = The new date
rectification-reported = The firm reported on { $moment } that it is done
rectification-not-reported = The firm has not reported yet.
rectification-not-reported-overdue = The date has passed and the firm has not reported.
rectification-rechecked = Checked again on { $moment }
rectification-at-visit = at visit { $number }
rectification-on-papers = on papers
rectification-visit-opened = It was checked again at visit { $number }. Please record what was found.
rectification-state-ordered = Ordered
rectification-state-reported = Reported, to be checked
rectification-state-passed = Passed
rectification-state-failed = Not passed
rectification-state-dropped = Dropped
recheck-outcome-passed = Put right
recheck-outcome-new-date = Not put right, new date
recheck-outcome-case-opened = Not put right, case opened

duty-scan-title = Scan before you leave
duty-scan-since = begun at { $time }, not scanned yet
duty-scan-do = Scan now
duty-scan-before-leaving = This inspection has not been scanned. Scan the firm's code before leaving; if that is impossible, say why below, and the supervisors are told.
duty-scanned = The firm's code was scanned on { $moment }.
duty-scanned-now = Scanned. You can record your leaving now.
duty-left-unscanned = The firm was left without a scan; the supervisors know.
duty-left-reason = Reason: { $reason }
duty-no-reason = none given
duty-approved = Approved afterwards on { $moment }.
duty-approval-heading = Approval afterwards
duty-approval-text = An emergency may be inspected first and approved by the head of the agency afterwards. Look at it, then approve.
duty-approval-waits = The head of the agency has yet to approve this inspection.

voiding-heading = Requests to void
voiding-waits = To be decided
voiding-granted = Voided
voiding-refused = Refused
voiding-answer = Answer: { $note }

inbox-left-unscanned = The emergency inspection { $number } at { $firm } ended without a scan. Open it to see why.
inbox-visit-result = { $agency } recorded its result of inspection { $number }.
inbox-visit-corrected = The result of inspection { $number } was corrected. The earlier version is kept; open it to see what changed and why.
inbox-visit-scanned = Your code was scanned for inspection { $number }.
inbox-result-awaited = Inspection { $number } at { $firm } has ended; your agency's result is still missing.
inbox-rectification-ordered = Inspection { $number } orders something to be put right by { $until }. Report here when it is done.
inbox-rectification-reported = { $firm } reports that what inspection { $number } ordered is done. Please check again.
inbox-rectification-rechecked = What inspection { $number } ordered was checked again. Open it to see the outcome.
inbox-rectification-open-again = The re-check of what inspection { $number } ordered was voided, so it is to be checked anew. It is still due by { $until }.
inbox-rectification-recheck-void = The re-check at { $firm } was voided; what inspection { $number } ordered is to be checked again.
inbox-void-asked = Somebody asks to void the record { $number } of { $firm }. Please decide.
inbox-void-refused = The request to void the record { $number } of { $firm } was refused. Open it to see why.

error-reason-missing-case-source = Choose where this individual case comes from.
error-reason-missing-unscanned-reason = Nothing was scanned. Scan, or write why you leave without it.
error-reason-missing-report = Write what was put right, and how.
error-reason-missing-note = Write the reason.
error-invalid-value-expected-outcome-of-findings = Some points do not conform, so "no problem" does not fit. Choose what follows.

sealing-visit-scanned = Scanned later
sealing-visit-result = Result of one agency
sealing-visit-approved = Approved afterwards
sealing-visit-rectification = To be put right
sealing-void-step = Request to void

import-kind-checklists = checklists
trail-import-checklists = Imported checklists
trail-rectification-planned = Put a re-check among the tasks
trail-rectification-rechecked = Recorded a re-check
trail-rectification-reported = Reported that something was put right
trail-visit-approved = Approved an emergency afterwards
trail-visit-corrected = Corrected a result
trail-visit-result = Recorded the agency's result
trail-visit-scanned = Scanned later
trail-void-asked = Asked to void a record
trail-void-refused = Refused to void a record
