# Joint visits as supervisors see them: the visits avoided.

supervisor-nav-joint = Joint visits
supervisor-joint-title = Joint visits
supervisor-joint-lead = Several agencies come at once, and the firm is disturbed less often.
supervisor-joint-done = Avoided
supervisor-joint-planned = Planned
supervisor-joint-proposed = Proposed
supervisor-joint-by-agency = Agency
supervisor-joint-by-district = District
supervisor-joint-by-month = Month
supervisor-joint-avoided = Visits avoided
supervisor-joint-empty = No joint visits yet
supervisor-joint-empty-text = When plans are published, the tasks of several agencies at one firm are brought together; the visits avoided stand here.
supervisor-joint-none-here = No avoided visit fits these filters
supervisor-joint-none-here-text = Choose another standing, or clear the filters.
supervisor-joint-this-month = Visits avoided this month
supervisor-joint-how = How it is counted
supervisor-joint-definition = Counted as the visits the agencies would each make on their own, minus the visits made; both with the same tasks and the fewest visits. Voided visits and agencies that did not come are left out.
supervisor-column-avoided = Whose visit is avoided
supervisor-column-lead = Leads
supervisor-column-joint-day = Day
supervisor-column-saved-state = Standing
saved-state-proposed = Proposed
saved-state-planned = Planned
saved-state-done = Avoided
