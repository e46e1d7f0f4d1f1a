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
policy-section-notice = Notice before an inspection
policy-section-presence = On site, and joining
policy-section-reminders = Reminders
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
policy-notice-lead-working-days = Told so long before
policy-notice-answer-working-days = The firm chooses until so long before the first time
policy-notice-slots = Times to choose from
policy-notice-none-for = Types inspected without notice
policy-presence-confirm-minutes = Further officers confirm
policy-presence-join-minutes = Other agencies join the same visit
policy-presence-officer-code-seconds = An officer's code is good for
policy-reminders-notice-days = Notices to be sent, so long before
policy-reminders-backfill-days = Backfills running out, so long before
policy-reminders-rectification-days = Rectifications due, so long before
policy-reminders-certificate-days = Certificates ending, so long before
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

# Versions, drafts, trying and publishing.
supervisor-policy-to-come = New rules are published, in force from { $moment }
supervisor-policy-to-come-link = See what changes
supervisor-policy-edit = Change the rules
supervisor-policy-edit-lead = Draft, try the draft on the visits of the last twelve months, then publish. Visits from then on are judged by the new rules; earlier ones are not judged again.
supervisor-policy-begin = Draft a new version
supervisor-policy-upload = Upload a file with rules
supervisor-policy-upload-lead = An uploaded file is a draft; it binds nobody.
supervisor-policy-upload-now = Upload
supervisor-policy-draft-row = { $number } changed
supervisor-policy-file = File with the rules (TOML)
supervisor-policy-file-hint = Download the rules in force, change numbers and bases, and upload the file.
supervisor-policy-file-missing = Choose a file.
supervisor-policy-faults = { $number } to be corrected; nothing was saved
supervisor-policy-download = Download the file
supervisor-policy-all-values = See all numbers
supervisor-policy-publication = Rules, version { $number }
supervisor-policy-changed = What changed
supervisor-policy-changed-now = { $number } changed against the rules in force
supervisor-policy-changes = Changes
supervisor-policy-was = Before
supervisor-policy-becomes = Now
supervisor-policy-not-there = not there
supervisor-policy-taken-out = taken out
supervisor-policy-basis-alone = same number, other basis
supervisor-policy-first = This is the first version.
supervisor-policy-same = Numbers and bases are those of the version before.
supervisor-policy-no-change = Nothing changed yet.
supervisor-policy-valid-from = In force from
supervisor-policy-from-beginning = the beginning
supervisor-policy-published-at = Published at
supervisor-policy-published-by = Published by
supervisor-policy-draft = Draft of the rules
supervisor-policy-draft-lead = A draft decides nothing until it is published.
supervisor-policy-next = Next
supervisor-policy-change-values = Change numbers
supervisor-policy-to-publish = Publish
supervisor-policy-give-up = Give up the draft
supervisor-policy-given-up = The draft was given up.
supervisor-policy-drafted-by = Drafted by
supervisor-policy-draft-changed = Last changed
supervisor-policy-draft-changed-by = Changed by
supervisor-policy-values = Change numbers
supervisor-policy-values-lead = Quiet periods and the texts of the bases are changed in the file, which is then uploaded.
supervisor-policy-limits = { $limits }
supervisor-policy-keep-draft = Keep as a draft
supervisor-policy-trial = Trial
supervisor-policy-trial-lead = Compare what the draft and the rules in force find in the visits of the last twelve months. Nothing is changed.
supervisor-policy-try = Try it
supervisor-policy-try-again = Try again
supervisor-policy-trial-waiting = There is much to judge; it waits for the background worker. You may leave and come back.
supervisor-policy-trial-running = Under way: { $done } of { $whole } firms. You may leave and come back.
supervisor-policy-trial-again = Refresh
supervisor-policy-trial-days = { $first } to { $last }, { $firms } firms with visits.
supervisor-policy-trial-same = Both find exactly the same.
supervisor-policy-trial-firms = { $new } firms would have more findings, { $gone } fewer.
supervisor-policy-trial-rules = By rule
supervisor-policy-rule = Rule
supervisor-policy-trial-present = In force
supervisor-policy-trial-draft = Draft
supervisor-policy-trial-new = New
supervisor-policy-trial-gone = Gone
supervisor-policy-examples-new = Newly found (examples)
supervisor-policy-examples-gone = No longer found (examples)
supervisor-policy-example-firm = Firm
supervisor-policy-example-day = Day
supervisor-policy-example-count = { $count } / { $limit }
supervisor-policy-publish = Publish the rules
supervisor-policy-publish-lead = Publishing enters the ledger, and all supervisors of the city are told.
supervisor-policy-not-tried = This draft was not tried; nobody knows how many findings it adds or takes away.
supervisor-policy-beginning = From when
supervisor-policy-beginning-missing = Say from when.
supervisor-policy-from-day = First day
supervisor-policy-from-day-hint = For “on a day”: in force from midnight of that day.
supervisor-policy-reason = Why
supervisor-policy-reason-hint = Name the document, its number or the decision; all supervisors can read it.
supervisor-policy-reason-missing = Say why.
supervisor-policy-publish-now = Publish
supervisor-policy-published-now = Published, in force from { $moment }.
publication-standing-to-come = to come
publication-standing-in-force = in force
publication-standing-earlier = replaced
publication-standing-never = replaced before it began
draft-state-open = in draft
draft-state-published = published
draft-state-given-up = given up
beginning-at-once = At once (within two minutes)
beginning-on-a-day = On a day
policy-annual-cap-every = Firms of every tier, a year
policy-counted-in-people = (people)
policy-counted-in-minutes = (minutes)
policy-counted-in-seconds = (seconds)
policy-counted-in-days = (days)
policy-counted-in-calendar-days = (calendar days)
policy-counted-in-working-days = (working days)
policy-counted-in-months = (months)
policy-counted-in-times = (times)
policy-counted-in-agencies = (agencies)
policy-counted-in-firms = (firms)
policy-counted-in-ratings = (ratings)
policy-counted-in-points = (points)
policy-counted-in-metres = (metres)
policy-counted-in-multiple = (times the limit)
policy-counted-in-speed = (km/h)
policy-problem = { $name }: { $what } (it is “{ $value }”)
policy-problem-named = { $name } ({ $key })
policy-problem-present = this is missing
policy-problem-known-key = there is no such key
policy-problem-whole-number = expected a whole number, { $detail }
policy-problem-number = expected a number, { $detail }, with at most six digits after the point
policy-problem-yes-or-no = expected true or false
policy-problem-text = expected a text that is not empty
policy-problem-date = expected a date such as 2026-01-31
policy-problem-table = expected a table
policy-problem-list = expected a list
policy-problem-one-of = expected one of { $detail }
policy-problem-at-least = must not be less than { $detail }
policy-problem-in-year = expected a day of { $detail }
policy-problem-unique = this id is used twice
policy-problem-basis = no legal basis is stated
policy-problem-toml = the file cannot be read: { $detail }
