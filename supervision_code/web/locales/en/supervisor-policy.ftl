# The policy with its bases.

basis-status-primary = Text read
basis-status-reported = Reported
basis-status-derived = Default of this system
basis-status-unverified = No rule found
supervisor-policy-title = Rules and bases
supervisor-policy-earlier = An earlier version
supervisor-policy-lead = Every number the system uses, and where it comes from.
supervisor-policy-not-in-force = This version is not in force; it explains alerts made under it.
supervisor-policy-to-present = See the version in force
supervisor-policy-honesty = How sound these numbers are
supervisor-policy-honesty-text = For most numbers no Shenzhen rule was found; they are defaults until the competent body sets them.
supervisor-policy-items = { $number }
supervisor-policy-status-line = { $status }: { $text }
supervisor-policy-status-primary = The text of the rule was read.
supervisor-policy-status-reported = Known from news or an official reading; the text itself was not read.
supervisor-policy-status-derived = Set after comparable rules; not the Shenzhen rule.
supervisor-policy-status-unverified = No rule was found; a placeholder.
supervisor-policy-version = Version
supervisor-policy-published = In force since
supervisor-policy-version-note = Each finding keeps the version it was made under; later changes do not alter its explanation.
supervisor-policy-versions = All versions
supervisor-policy-versions-none = No version on record yet.
policy-of-agency = { $name } ({ $agency })
policy-value-none = none
policy-unit-people =
    { $value ->
        [one] { $value } officer
       *[other] { $value } officers
    }
policy-unit-minutes =
    { $value ->
        [one] { $value } minute
       *[other] { $value } minutes
    }
policy-unit-seconds =
    { $value ->
        [one] { $value } second
       *[other] { $value } seconds
    }
policy-unit-days =
    { $value ->
        [one] { $value } day
       *[other] { $value } days
    }
policy-unit-calendar-days =
    { $value ->
        [one] { $value } calendar day
       *[other] { $value } calendar days
    }
policy-unit-working-days =
    { $value ->
        [one] { $value } working day
       *[other] { $value } working days
    }
policy-unit-months =
    { $value ->
        [one] { $value } month
       *[other] { $value } months
    }
policy-unit-times =
    { $value ->
        [one] { $value } time
       *[other] { $value } times
    }
policy-unit-agencies =
    { $value ->
        [one] { $value } agency
       *[other] { $value } agencies
    }
policy-unit-firms =
    { $value ->
        [one] { $value } firm
       *[other] { $value } firms
    }
policy-unit-ratings =
    { $value ->
        [one] { $value } rating
       *[other] { $value } ratings
    }
policy-unit-points =
    { $value ->
        [one] { $value } point
       *[other] { $value } points
    }
policy-unit-metres = { $value } m
policy-unit-multiple = { $value } times as much
policy-unit-speed = { $value } km/h
policy-section-officers-per-visit = Officers at a visit
policy-section-scan-valid-minutes = How long a scan is good
policy-section-late-after-minutes = When a record is late
policy-section-backfill-calendar-days = Time for a late record
policy-section-dispute-days = Time to dispute
policy-section-history-months = History shown to officers
policy-section-counting = What counts
policy-section-annual-cap = Rule 1: inspections in a year
policy-section-visit-rate = Rule 2: visits in a short time
policy-section-many-agencies = Rule 3: many agencies
policy-section-repeat-check = Rule 4: repeated check
policy-section-quiet-periods = Rule 5: quiet days
policy-section-levels = Levels
policy-section-evidence = Evidence of presence
policy-section-live-code = Live code
policy-section-complaints = Time limits of complaints
policy-section-alerts = Time limits of alerts
policy-section-confidentiality = Protecting who complains
policy-section-false-scan = Signs of a false scan
policy-officers-per-visit = At least
policy-scan-valid-minutes = Time to open a visit after the scan
policy-late-after-minutes = Later than the beginning by
policy-backfill-calendar-days = After the end of the visit
policy-dispute-days = After the record
policy-history-months = Back
policy-counting-types = Types that count
policy-counting-not-when-ordered-from-above = Not when ordered from above
policy-annual-cap-a = Tier A, a year
policy-annual-cap-b = Tier B, a year
policy-annual-cap-c = Tier C, a year
policy-annual-cap-d = Tier D, a year
policy-annual-cap-unknown = Not rated, a year
policy-visit-rate-window-days = Window, that day included
policy-visit-rate-limit = At most
policy-many-agencies-window-days = Window, that day included
policy-many-agencies-limit = At most
policy-repeat-check-gap-days = At least between two checks
policy-quiet-periods = Quiet period
policy-levels-orange = Orange from
policy-levels-red = Red from
policy-evidence-position-metres = Within
policy-evidence-accuracy-metres = Accurate to
policy-evidence-minutes-apart = Arrival and leaving apart by
policy-evidence-implausible-accuracy-metres = Not to be trusted beyond
policy-live-code-life-seconds = Good for
policy-live-code-refresh-seconds = Replaced every
policy-complaints-accept-working-days = To accept
policy-complaints-decide-days = To decide
policy-complaints-extension-days = Extension
policy-complaints-reply-working-days = To answer the firm
policy-alerts-answer-working-days = For the agency's answer
policy-confidentiality-retaliation-days = Watch for new visits
policy-confidentiality-anonymity-firms = Firms to hide among
policy-confidentiality-smallest-ratings = Ratings before a mean is shown
policy-confidentiality-smallest-rating-firms = From at least
policy-confidentiality-rating-step = Rounded to
policy-false-scan-speed-km-per-hour = Faster than
policy-false-scan-cluster-arrivals = Arrivals at one spot
policy-false-scan-cluster-minutes = Within
policy-false-scan-shortest-visit-minutes = Visit shorter than
policy-false-scan-backfill-share-factor = Late share from
