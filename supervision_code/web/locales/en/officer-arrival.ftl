# The firm after a scan, the verdict, and the form that opens a visit.

officer-arrival-title = Record a visit
officer-arrival-scanned = { $time }, good until { $until }
officer-arrival-key-revoked = This code was signed with a key that has been revoked; it is recorded as a static code. Please ask the firm to make a new one and replace the poster.
officer-arrival-expired = The scan is more than { $minutes } minutes old. Scan again; not needed when recording after an outage.
officer-arrival-firm = About the firm
officer-arrival-uscc = Credit code
officer-arrival-enterprise-kind = Kind
officer-arrival-industry = Industry
officer-arrival-tier = Credit risk
officer-arrival-search-reason = Why not scanned

officer-arrival-past =
    { $number ->
        [one] { $number } visit in { $months } months
       *[other] { $number } visits in { $months } months
    }
officer-arrival-past-label = Latest visits
officer-arrival-past-more = Earlier
officer-arrival-past-none = Nobody has inspected here in the past year.

officer-arrival-under-way = { $agency } has been inspecting here since { $time }. Joining counts once for the firm.
officer-arrival-join-now = Join now
officer-arrival-going-on = { $kind ->
    [service] Your service visit here
   *[other] Your inspection here
 } has not ended: it began on { $since }, number { $number }.
officer-arrival-going-on-next = Result and leaving are recorded there. A scan after leaving begins a new visit.
officer-arrival-go-on = { $kind ->
    [service] Back to this visit
   *[other] Back to this inspection
 }
officer-arrival-join-plan = Go together on { $day } instead
officer-arrival-joinable = { $agency } plans a visit on { $day }. Going together counts once for the firm.
officer-arrival-joined = Your agency has joined the visit of { $agency } on { $day }.
officer-arrival-clear = From { $day } on, another visit breaks no limit.
officer-arrival-put-off = Come on { $day } instead

officer-arrival-plan = By which planned visit
officer-arrival-plan-of = { $day }, { $agency }: { $what }
officer-arrival-plan-none = None
officer-arrival-kind = What is this visit for
officer-arrival-type = Type of inspection
officer-arrival-type-routine =
    { $counts ->
        [yes] By plan and risk; counts
       *[no] By plan and risk; does not count
    }
officer-arrival-type-case =
    { $counts ->
        [yes] Follows a complaint, a hand-over or a data alert; counts
       *[no] Follows a complaint, a hand-over or a data alert; does not count
    }
officer-arrival-type-campaign =
    { $counts ->
        [yes] A common problem of an industry or area; counts
       *[no] A common problem of an industry or area; does not count
    }
officer-arrival-from-above = Ordered from above
officer-arrival-from-above-note = A campaign ordered from above does not count by the rules
officer-arrival-purpose = Purpose of the visit
officer-arrival-items = Inspection items
officer-arrival-items-missing = No inspection item is chosen for { $agency }. Choose at least one.
officer-arrival-items-more = More items
officer-arrival-items-narrow = Type to narrow the items
officer-arrival-officers = Colleagues
officer-arrival-officers-hint = You ({ $name }) are included. An inspection needs at least { $required } officers with certificates.
officer-arrival-officers-more = More colleagues
officer-arrival-officers-narrow = Type a name or certificate number
officer-arrival-joint = Joint inspection with other agencies
officer-arrival-joint-number =
    { $number ->
        [one] { $number } agency
       *[other] { $number } agencies
    }
officer-arrival-joint-hint = Agencies that come together share one record, so it counts once for the firm
officer-arrival-add = Agency that came along
officer-arrival-add-none = Choose
officer-arrival-with = Add this agency
officer-arrival-without = Remove
officer-arrival-special = Emergency or outage
officer-arrival-exception = Special circumstances
officer-arrival-exception-hint = In an emergency inspect first and record before leaving; after an outage record within { $days } calendar days.
officer-arrival-exception-none = None
officer-arrival-exception-reason = What happened
officer-arrival-started = Actual arrival
officer-arrival-ended = Actual leaving
officer-arrival-over-limit-reason = Why inspect above the limit
officer-arrival-time-missing = Give the day and the time.
officer-arrival-over-limit-hint = This visit exceeds a limit. The reason goes on record; firm and supervisor can read it.
officer-arrival-open = Start the inspection
officer-arrival-open-service = Start the visit
officer-arrival-backfill = Save the late record
officer-arrival-too-long = At most 1,000 characters; please shorten.

officer-joining-title = Join a visit
officer-joining-visit = Joining the visit of { $agency } since { $time }, number { $number }
officer-joining-good = May join
officer-joining-officers-hint = You ({ $name }) are included
officer-joining-join = Join
inbox-visit-joined = { $agency } has joined visit { $number }. See who came and why.

officer-verdict-joining = It stays one visit; nothing more is counted for the firm.
officer-verdict-service-title = May visit
officer-verdict-comma = {", "}
officer-verdict-colon = {": "}
officer-verdict-own-agency = your agency
officer-verdict-tier-unknown = firm without a tier
officer-verdict-good = Inspections here in the past { $days } days: { $recent }. By your agency this year: { $ours }. No limit is reached.
officer-verdict-uncounted = Not counted: { $what }. It may start. Counted here in the past { $days } days: { $recent } (limit { $limit }).
officer-verdict-emergency = emergency inspection
officer-verdict-ordered = { $type } ordered from above
officer-verdict-closed = The register says this firm is closed. Check first whether the right code was scanned.
officer-verdict-doubt-title = Check the firm first
officer-verdict-service = A service visit does not count as an inspection.
officer-verdict-no-certificate = Ask your agency, or let a colleague with a valid certificate record it.
officer-verdict-reason-needed = If it must be now, write the reason below.
officer-verdict-reason-of-then = Write below why it had to be then.
officer-verdict-reach-annual-cap = This is inspection number { $count } of the year by { $who }, exactly the cap of { $limit } for a { $tier }.
officer-verdict-reach-visit-rate = This is inspection number { $count } within { $days } days, exactly the limit of { $limit }.
officer-verdict-reach-many-agencies = With this visit { $count } agencies have come within { $days } days, exactly the limit of { $limit }.
officer-verdict-over-annual-cap = Inspections this year by { $who }: { $before }. This would be number { $count }, above the cap of { $limit } for a { $tier }.
officer-verdict-over-visit-rate = Inspections in the past { $days } days: { $before }. This would be number { $count }, above the limit of { $limit }.
officer-verdict-over-many-agencies = With this visit { $count } agencies ({ $names }) would have come within { $days } days, above the limit of { $limit }.
officer-verdict-over-repeat-check =
    { $count ->
        [0] The same items ({ $items }) were already checked today by { $who }; { $limit } days should lie between.
       *[other] The same items ({ $items }) were checked { $count } days ago by { $who }; { $limit } days should lie between.
    }
officer-verdict-over-repeat-check-any =
    { $count ->
        [0] An inspection by { $who } took place today; without items on record it counts as the same, and { $limit } days should lie between.
       *[other] An inspection by { $who } took place { $count } days ago; without items on record it counts as the same, and { $limit } days should lie between.
    }
officer-verdict-over-quiet-period = The day of the inspection lies in a quiet period ({ $names }); no inspections are scheduled.
