# Alerts and findings in the supervisor portal.

alert-view-unfinished = Not settled
alert-view-open = To be handled
alert-view-taken = Being checked
alert-view-asked = Waiting
alert-view-overdue = Answer overdue
alert-view-answered = Answered
alert-view-settled = Settled
alert-view-lapsed = Withdrawn
alert-view-all = All
alert-sort-level = Red first
alert-sort-newest = Newest
alert-sort-visit-day = Day of visit
alert-sort-oldest = Oldest
supervisor-alerts-title = Alerts
supervisor-alerts-empty = No alert waits
supervisor-alerts-empty-text = When a visit breaks a rule, the alert appears here at once, with its proof.
supervisor-answer-by = Answer by
supervisor-alert-title = Alert { $number }
supervisor-alert-no-finding = None of the findings behind this alert stands any more.
supervisor-alert-visit = The visit behind it
supervisor-visit-when = When
supervisor-visit-evidence = Evidence
supervisor-visit-late = Recorded
supervisor-visit-late-yes = late, after the visit
supervisor-over-limit-reason = Reason given for exceeding
supervisor-over-limit-reason-none = none given
supervisor-rule-window-days = Counted here from { $first } to { $last }.
supervisor-rule-quiet-period = Quiet period
supervisor-rule-basis = Basis
supervisor-rule-policy = Policy version
supervisor-policy-since = since { $day }
supervisor-proof-timeline = Visits from { $first } to { $last }
supervisor-proof-others =
    { $number ->
        [one] { $number } visit
       *[other] { $number } visits
    } by other agencies in this time, not counted by this rule
supervisor-proof-this-visit = raised the alert
supervisor-proof-place = counted, number { $place }
supervisor-proof-place-over = counted, number { $place }, over the limit of { $limit }
supervisor-proof-agencies = counted, { $place } agencies so far, new: { $agencies }
supervisor-proof-same-agencies = counted, the agency had come before
supervisor-proof-gap =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    } after the one before; at least { $limit } asked
supervisor-proof-before = the one before, from which the days are counted
supervisor-proof-quiet = on a quiet day
supervisor-proof-differs = Counting the record again gives { $count }, the alert says { $recorded }. Check the record before acting on it.
supervisor-proof-missing = The policy version behind this finding is not on record, so it cannot be explained visit by visit. Ask the operator.
supervisor-next-open = Nobody has taken it on. After taking it on you can ask the agency, or settle it.
supervisor-next-taken = { $name } is checking it. Ask the agency, or settle it.
supervisor-next-asked = { $agency } was asked; answer by:
supervisor-next-answered = { $agency } has answered, see the history. Settle it, or ask again.
supervisor-next-settled = Settled { $at }: { $settlement }.
supervisor-next-lapsed = After a correction of the record no finding stands, so the alert was withdrawn.
supervisor-alert-take = Take it on
supervisor-alert-taken = It is yours now. Ask the agency, or settle it.
supervisor-alert-ask = Ask the agency
supervisor-alert-ask-again = Ask again
supervisor-alert-ask-agency = Which agency
supervisor-alert-ask-text = What to explain
supervisor-alert-ask-hint = Say what must be answered. The agency reads this text and the visits, never a complaint.
supervisor-alert-ask-text-missing = Say what must be explained.
supervisor-alert-ask-send = Send the question
supervisor-alert-asked = Sent. The agency must answer by { $until }.
supervisor-alert-settle = Settle
supervisor-alert-settlement = Settlement
supervisor-alert-settlement-missing = Choose how it is settled.
supervisor-alert-reason = Reason
supervisor-alert-reason-hint = State facts and basis; this stays on record.
supervisor-alert-reason-missing = Give a reason.
supervisor-alert-settle-send = Settle the alert
supervisor-alert-settled = The alert is settled; the agency has been told.
supervisor-settlement-note-justified = the visit was necessary
supervisor-settlement-note-reminded = mind how often you come
supervisor-settlement-note-correction-ordered = ordered to put it right
supervisor-settlement-note-record-wrong = void the record separately
supervisor-findings-title = Findings
supervisor-findings-lead = Each rule broken at a visit is one finding; a visit may break several.
supervisor-findings-empty = No finding in this time
supervisor-findings-empty-text = Choose another time, or take a filter away.
