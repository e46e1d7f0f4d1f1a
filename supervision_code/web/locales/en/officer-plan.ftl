# Planned visits.

planned-visit-state-proposed = Proposed
planned-visit-state-planned = Planned
planned-visit-state-done = Done
planned-visit-state-cancelled = Cancelled
planned-visit-view-coming = To come
planned-visit-view-overdue = Past their day
planned-visit-view-past = Done

officer-plan-title = Planned visits
officer-plan-which = Which visits
officer-plan-one = Planned visit
officer-plan-none-coming = No visit is planned
officer-plan-none-overdue = No planned visit is past its day
officer-plan-none-past = No planned visit has been made yet
officer-plan-none-next = Planned visits appear here; other agencies see them too and can come along.
officer-plan-of = planned by { $agency }
officer-plan-partners =
    { $number ->
        [one] { $number } agency joins
       *[other] { $number } agencies join
    }
officer-plan-overdue = Past, { $ago }
officer-plan-state = State
officer-plan-day = Day
officer-plan-day-hint = Today or a later day
officer-plan-day-missing = Choose a day.
officer-plan-agency = Planned by
officer-plan-joined-by = Joined by
officer-plan-note = Note
officer-plan-go = Arrived: scan
officer-plan-go-note = After the scan the contents of this planned visit are filled in.
officer-plan-passed = The day has passed without a record. If the inspection was made, record it by { $until }; if not, put it off or call it off. After that the system calls it off, tells the firm and the other agencies, and its tasks are open again.
officer-plan-not-made = This inspection was not made. The system called it off when the time for recording it was over; its tasks are open again.
officer-plan-cancel = Cancel this planned visit
officer-plan-leave = Leave this joint visit
officer-plan-cancelled = Cancelled.
officer-plan-made = Your agency has planned this visit for { $day }.
officer-plan-joined = Joined. Go together on that day; no visit of your own is needed.
officer-plan-new = New planned visit
officer-plan-find-hint = First find the firm to be visited.
officer-plan-save = Plan this visit
