# The firm's log of visits.

enterprise-log-title = Log of visits
enterprise-log-filters = Filter
enterprise-log-year = Year
enterprise-log-kind = Kind
enterprise-log-agency = Agency
enterprise-log-all = All
enterprise-log-empty = Nobody has come yet
enterprise-log-empty-text = When there is an inspection, you will see here who came, why, and with what result.
enterprise-log-empty-complain = Somebody came without scanning
enterprise-log-none = Nothing fits these filters
enterprise-log-none-text = Try another year or agency.
enterprise-log-none-all = Show all records
enterprise-log-note = { $when } · { $why }
enterprise-log-counted = Counted
enterprise-log-not-counted = Not counted
enterprise-log-late = Recorded late
enterprise-log-evidence-0 = Nothing scanned
enterprise-log-evidence-1 = Code on the wall or licence scanned
enterprise-log-evidence-2 = Supported
enterprise-log-evidence-3 = Code on your phone scanned
enterprise-log-evidence-4 = Both sides scanned

enterprise-visit-title = Record of a visit
enterprise-visit-service-title = Record of a service visit
enterprise-visit-number = Number { $number }
enterprise-visit-from-to = { $day } { $from } to { $to }, { $lasted }
enterprise-visit-from = Began { $moment }, not ended yet
enterprise-visit-days = { $start } to { $end }

enterprise-visit-ask = Is this record right?
enterprise-visit-ask-text = Look at the people, the time and the reason above before you answer; an answer cannot be changed. Answer by { $day }; after that it is too late.
enterprise-visit-ask-now = The visit has not ended yet; you may answer all the same.
enterprise-visit-ask-below = Look at who came and why, then answer: is this record right?
enterprise-visit-yes = Correct
enterprise-visit-no = Not right
enterprise-visit-confirmed = You confirmed this record on { $moment }.
enterprise-visit-confirmed-now = Confirmed. Thank you.
enterprise-visit-disputed = On { $moment } you said: { $ground }. The agency is not told.
enterprise-visit-dispute-waits = The supervisors look into it.
enterprise-visit-disputed-now = Passed on to the supervisors. The agency is not told.
enterprise-visit-dispute-answer = The supervisors answered on { $day }: { $answer }
enterprise-visit-answer-over = The time to confirm ended on { $day }. You can still complain.
enterprise-visit-voided = This record was voided on { $day } and does not count. Reason: { $reason }

enterprise-visit-who = Who came
enterprise-visit-lead = Lead
enterprise-visit-nobody-named = The record names nobody.
enterprise-visit-who-note = On the spot you may ask for their certificates and compare name and number.

enterprise-visit-why = Why they came
enterprise-visit-type-routine = Routine: a regular inspection by plan
enterprise-visit-type-case = Case: after a complaint, a report or another lead, or at the firm's request
enterprise-visit-type-campaign = Campaign: ordered for many firms because of a pressing problem
enterprise-visit-ordered = Ordered from above
enterprise-visit-emergency = Emergency inspection
enterprise-visit-items = Inspected
enterprise-visit-item-basis = Basis: { $basis }
enterprise-visit-item-unknown = This item is not among the published ones now
enterprise-visit-no-items = The record names no item.
enterprise-visit-purpose = Purpose: { $purpose }
enterprise-visit-exception = Inspected first, recorded afterwards: { $kind }. { $reason }
enterprise-visit-over-reason = Why the agency exceeded the limit, in its words: { $reason }

enterprise-visit-outcome = Result
enterprise-visit-outcome-open = Not ended yet. The result will stand here.
enterprise-visit-outcome-awaited = The agency has not recorded its result yet. It will stand here.
enterprise-log-result-awaited = Result awaited
enterprise-visit-no-outcome = The record gives no result.

enterprise-visit-evidence = How well it is proven
enterprise-visit-evidence-0 = Nothing was scanned; the officers typed it in.
enterprise-visit-evidence-1 = The code on the wall or on the licence was scanned; that shows only that somebody had the code.
enterprise-visit-evidence-2 = A code was scanned, and you confirmed the visit or the phone's position was at your place.
enterprise-visit-evidence-3 = The code on your phone, renewed every half minute, was scanned: they stood before you.
enterprise-visit-evidence-4 = Both sides scanned each other's code.
enterprise-visit-search-reason = Why nothing was scanned: { $reason }
enterprise-visit-recorded = Recorded
enterprise-visit-recorded-late = { $moment }, afterwards
enterprise-visit-channel = How

enterprise-visit-count = Does it count
enterprise-visit-counts = It counts as an inspection.
enterprise-visit-counts-not = It does not count as an inspection: { $reason }.
enterprise-visit-type-not = by the rules a { $type } is not counted
enterprise-visit-part-not = The part of { $agency } does not count: { $reason }.
enterprise-visit-yearly = Number { $count } of { $agency } in { $year }, of { $limit } allowed
enterprise-visit-yearly-over = Number { $count } of { $agency } in { $year }, over the limit of { $limit }
enterprise-visit-rate = Number { $count } by anyone within { $days } days, of { $limit } allowed
enterprise-visit-rate-over = Number { $count } by anyone within { $days } days, over the limit of { $limit }
enterprise-visit-many = { $count } agencies came within { $days } days, over the limit of { $limit }
enterprise-visit-repeat = { $agency } inspected the same again after { $count } days, fewer than { $limit }
enterprise-visit-quiet = The day lies in a quiet period
enterprise-visit-over-note = What exceeds a limit is reported to the supervisors automatically; you need do nothing.
enterprise-visit-count-basis = The rule behind it

enterprise-visit-complain = Complain about this visit
enterprise-visit-complain-service = Complain about this service visit
enterprise-visit-complaint = Your complaint { $reference }

enterprise-dispute-title = What is wrong
enterprise-dispute-ground = What is wrong
enterprise-dispute-ground-missing = Choose what is wrong.
enterprise-dispute-text = More about it
enterprise-dispute-text-hint = For example: the shop was closed that day.
enterprise-dispute-note = Only the supervisors see this; the agency is not told.
enterprise-dispute-submit = Send
