# The overview of the supervisor.

supervisor-overview-title = Overview
supervisor-overview-area = { $area }: overview
supervisor-overview-city = The whole city
supervisor-figure-visits = Visits
supervisor-figure-agencies = Agencies
supervisor-figure-scan = Scanned
supervisor-figure-findings = Findings
supervisor-figure-complaints = Open complaints
supervisor-figure-unfinished =
    { $number ->
        [one] { $number } alert
       *[other] { $number } alerts
    } not settled
supervisor-figure-overdue = { $number } overdue
supervisor-figure-strong = { $percent }% proven better than by a static code
supervisor-figure-more = { $percent }% more than before
supervisor-figure-less = { $percent }% less than before
supervisor-figure-same = as many as before
supervisor-work = To act on today
supervisor-work-empty = Nothing to act on today
supervisor-work-empty-text = New alerts, complaints and disputes will stand here, the most urgent first.
supervisor-work-answered = answered, to be settled
supervisor-work-answer-overdue = answer overdue
supervisor-work-complaint = Complaint { $reference }
supervisor-work-dispute = disputed by the firm
supervisor-work-alerts = All alerts: { $number }
supervisor-work-complaints = Open complaints: { $number }
supervisor-work-overdue = , of them overdue: { $number }
supervisor-work-disputes = Disputes to answer: { $number }
supervisor-trend-title = Visits and findings over time
supervisor-trend-visits = Visits
supervisor-trend-findings = Findings
supervisor-trend-alternative = Chart of visits and findings; the table below has the numbers
supervisor-trend-table = See as a table
supervisor-overview-agencies = Agencies that came most
supervisor-map-title = Findings by district (schematic)
supervisor-map-lead = The large number is findings, below it visits; the stronger the colour, the more findings. Positions are rough.
supervisor-map-tile =
    { $name }: { $visits ->
        [one] { $visits } visit
       *[other] { $visits } visits
    }, { $findings ->
        [one] { $findings } finding
       *[other] { $findings } findings
    }
supervisor-map-visits =
    { $number ->
        [one] { $number } visit
       *[other] { $number } visits
    }
supervisor-streets = By street
supervisor-streets-none = The register of streets has not been imported yet.
supervisor-area-numbers =
    { $visits ->
        [one] { $visits } visit
       *[other] { $visits } visits
    }, { $findings ->
        [one] { $findings } finding
       *[other] { $findings } findings
    }
supervisor-evidence-title = How visits are proven
supervisor-evidence-words = not scanned { $none }, static code { $static }, supported { $supported }, live code { $live }, mutual { $mutual }
supervisor-share = { $number } ({ $percent }%)
supervisor-industries = By industry
