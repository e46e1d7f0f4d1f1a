# Notices of inspections: what all sides read of them.

notice-state-open = Firm may choose
notice-state-chosen = Firm has chosen
notice-state-lapsed = As proposed
notice-state-withdrawn = Called off
notice-state-moved = Moved
notice-time = { $day }, { $half_day }
notice-none-for-routine = By the rules, routine inspections come without notice
notice-none-for-case = By the rules, inspections after reports, transfers or tips come without notice
notice-none-for-campaign = By the rules, campaigns come without notice

task-view-open = To be placed
task-view-placed = Placed
task-view-overdue = Overdue
task-view-done = Done
task-view-dropped = Dropped

inbox-notice-sent = An inspection is coming { $from_day }. Please choose a time by { $until }; open to see who and what for.
inbox-notice-sent-fixed = An inspection is coming { $from_day }. Open to see who and what for.
inbox-notice-moved = An inspection was moved; open to see why. Please choose a time by { $until }.
inbox-notice-moved-fixed = An inspection was moved to { $from_day }. Open to see why.
inbox-notice-company = { $agency } joins the inspection on { $from_day }: one visit, counted once. The time stays; you need not answer again.
inbox-notice-withdrawn = The inspection meant for { $from_day } was called off. You need not prepare.
inbox-notice-chosen = { $firm } has chosen a time: { $from_day }.
inbox-plan-moved = The joint inspection of { $firm } was moved to { $from_day }.
inbox-plan-called-off = The joint inspection of { $firm } meant for { $from_day } was called off.
inbox-plan-not-made = The inspection of { $firm } meant for { $from_day } was not made. The time for recording it is over, so the system called it off; its tasks are open again.
inbox-plan-never-ended = The joint inspection of { $firm } on { $from_day } was not ended. Tasks of agencies that did not come are open again; who came should record the end and the result soon.
inbox-notice-not-made = The inspection meant for { $from_day } was not made and is called off. You need not prepare.

error-invalid-value-expected-outside-quiet-period = { $value } lies in the quiet period “{ $period }”: no inspection can be planned then. Please choose another day.
error-invalid-value-expected-firm-for-joint-visits = This firm wants agencies to come one by one: please plan a visit of your own.
error-invalid-value-expected-free-time = { $value } cannot be offered: it may not be a working day, be too near, or lie in a quiet period. Please choose another.
error-invalid-value-expected-a-time = Please choose at least one time.
error-invalid-value-expected-day-to-come-for-visit = Please choose tomorrow or a later day.
error-invalid-value-expected-from-tasks-on = The tasks of this visit begin on { $begin }; it cannot be moved to { $value }.
error-invalid-value-expected-within-tasks = The tasks of this visit have to be done by { $until }; it cannot be moved to { $value }.
error-invalid-value-expected-visit-of-task = Visit { $value } did not inspect everything this task asks for.
error-illegal-move-without-notice = By the rules this inspection comes without notice.
error-reason-missing-notice = The firm was told already. Please give the reason; the firm will read it.
error-too-late-notice = The time for choosing is over; they come as agreed. If something stands against it, please ask the agency.

trail-notice-sent = Notice of an inspection sent
trail-notice-chosen = Firm chose the time
trail-plan-moved = Visit moved
trail-plan-made-all-the-same = Planned visit settled by that day's record
trail-plan-tasks-freed = Tasks of a visit that was not ended opened again
trail-plan-not-made = Planned visit not made, called off
trail-wish-alone = Firm wants no joint inspections
trail-wish-together = Firm accepts joint inspections
trail-task-dropped = Task dropped
trail-task-done = Task done

job-notices = Notices of inspections

supervisor-visit-told = Notice
supervisor-visit-told-when = A notice was sent { $moment }, for { $time }.
supervisor-visit-told-chosen = The firm chose the time.
supervisor-visit-told-another-day = The visit was made on another day than agreed.
