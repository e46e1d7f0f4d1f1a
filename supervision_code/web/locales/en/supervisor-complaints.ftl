# Complaints in the supervisor portal.

complaint-view-unfinished = Open
complaint-view-overdue = Overdue
complaint-view-retaliation = Visited since
complaint-view-filed = To be accepted
complaint-view-accepted = Being investigated
complaint-view-concluded = To be answered
complaint-view-replied = Answered
complaint-view-declined = Declined
complaint-view-transferred = Transferred
complaint-view-all = All
complaint-sort-deadline = Nearest deadline
complaint-sort-newest = Newest
supervisor-complaints-title = Complaints
supervisor-complaints-lead = The list shows no names. Where needed, open the identity on the complaint's page, with a reason and on record.
supervisor-complaints-empty = No open complaint
supervisor-complaints-empty-text = New complaints appear here, the nearest deadline first.
supervisor-agency-unknown = no agency named
supervisor-complaint-title = Complaint { $reference }
supervisor-complaint-against = Against
supervisor-complaint-happened = Happened on
supervisor-complaint-channel = Came by
supervisor-complaint-handled-by = Handled by
supervisor-complaint-transferred-to = Transferred to
supervisor-complaint-firm = the firm
supervisor-complaint-filed-by = Filed by
supervisor-deadline-filed = Accept by
supervisor-deadline-accepted = Decide by
supervisor-deadline-concluded = Answer by
supervisor-deadline-provisional = may move: the holidays are not announced yet
supervisor-complaint-visit = Related visit
supervisor-complaint-visit-none = No record is linked. If a visit took place without one, it may not have been scanned.
supervisor-complaint-visit-hidden = The whole record is shown once the identity is opened.
supervisor-complaint-visits-since =
    The agency came again within { $days } days after the complaint: { $number ->
        [one] { $number } visit
       *[other] { $number } visits
    }. Watch for retaliation.
supervisor-complaint-identity = Who complained
supervisor-complaint-identity-masked = The identity is hidden. Opening it enters trail and ledger, and lasts for today only.
supervisor-complaint-identity-open = Open the identity
supervisor-complaint-identity-reason = Why open it
supervisor-complaint-identity-hint = For example: the place must be visited.
supervisor-complaint-identity-reason-missing = Give a reason.
supervisor-complaint-identity-opened = The identity is open, and this is on record.
supervisor-complaint-identity-shown = Shown today; tomorrow it must be opened again. Do not tell the agency.
supervisor-anonymity = Would it give the firm away
supervisor-anonymity-lead = The more detail { $agency } is told, the easier the firm is recognised. It visited:
supervisor-anonymity-day = on { $day }
supervisor-anonymity-month = in the month around
supervisor-anonymity-none =
    Fewer than { $least ->
        [one] { $least } firm
       *[other] { $least } firms
    }. Name neither time nor ground; ask in general.
supervisor-anonymity-month-only =
    Fewer than { $least ->
        [one] { $least } firm
       *[other] { $least } firms
    } on that day. Do not name the day; the month will do.
supervisor-anonymity-safe = At least { $least } in each; naming the day hardly gives the firm away.
supervisor-internal-note = Internal note
supervisor-only-here = Read by supervisors only.
supervisor-firm-reads = The firm reads this.
supervisor-complaint-next-filed = Decide whether to take it up. After that, { $days } days remain for the conclusion.
supervisor-complaint-next-accepted = Investigate and conclude. After that, the firm must be answered within { $working } working days.
supervisor-complaint-next-concluded = Tell the firm what was found and what is done about it.
supervisor-complaint-next-replied = The firm has been answered; the case is closed.
supervisor-complaint-next-declined = The firm has been told that it is not taken up.
supervisor-complaint-next-transferred = It was passed on, and the firm has been told.
supervisor-complaint-note = Note
supervisor-complaint-reason-missing = Give a reason.
supervisor-complaint-accept = Accept
supervisor-complaint-accepted = Accepted. Decide by { $until }.
supervisor-complaint-decline = Decline
supervisor-complaint-decline-reason = Why it is not taken up
supervisor-complaint-declined = Declined; the firm has been told.
supervisor-complaint-transfer = Transfer
supervisor-complaint-transfer-to = To whom
supervisor-complaint-transfer-to-hint = The supervisory body in charge, never the agency complained of.
supervisor-complaint-transfer-to-missing = Say to whom.
supervisor-complaint-transfer-reason = Why it belongs there
supervisor-complaint-transferred = Transferred; the firm has been told.
supervisor-complaint-extend = Extend (once, by { $days } days)
supervisor-complaint-extend-reason = Why it takes longer
supervisor-complaint-extend-send = Extend
supervisor-complaint-extended = Extended to { $until }; the firm has been told.
supervisor-complaint-conclusion = Conclusion
supervisor-complaint-conclusion-missing = Choose a conclusion.
supervisor-complaint-conclude = Record the conclusion
supervisor-complaint-conclude-note = Facts and evidence
supervisor-complaint-conclude-note-missing = State facts and evidence.
supervisor-complaint-concluded = Recorded. Answer the firm by { $until }.
supervisor-complaint-reply = Answer the firm
supervisor-complaint-reply-text = Answer
supervisor-complaint-reply-missing = Write the answer.
supervisor-complaint-replied = The firm has been answered.
supervisor-complaint-came-again =
    { $number ->
        [one] came again once
       *[other] came again { $number } times
    }
supervisor-complaint-proof = Download the proof of the record
supervisor-letter = Write to the agency
supervisor-letter-lead = In your own words, not those of the complaint. Where fewer than { $least } firms could have complained, the firm must agree and a second supervisor approve before it is sent.
supervisor-letter-text = What the agency reads
supervisor-letter-text-hint = The agency finds this text among its messages; it does not see the complaint.
supervisor-letter-text-missing = Write what the agency is to read.
supervisor-letter-scope = How closely it says when
supervisor-letter-scope-missing = Say how closely the text tells when it was.
supervisor-letter-write = Send, or ask the firm
supervisor-letter-sent = The letter is sent, and this is on record.
supervisor-letter-asked = Too few firms could have complained: the firm is asked first, nothing is sent yet.
supervisor-letter-stopped = The letter is taken back; it was not sent.
supervisor-letter-approve = Approve and send
supervisor-letter-stop = Take back
supervisor-letter-second = The firm agreed; a second supervisor must approve.
supervisor-letter-decided = { $name }, { $moment }
letter-scope-day = names the day
letter-scope-month = only about the month
letter-state-asked = the firm was asked
letter-state-agreed = the firm agreed
letter-state-refused = the firm refused
letter-state-sent = sent
letter-state-stopped = taken back
