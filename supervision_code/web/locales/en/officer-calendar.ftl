# The calendar of an agency, and who goes to a planned visit.

calendar-title = Calendar
calendar-week = { $first } to { $last }
calendar-which = Which days
calendar-week-before = Previous
calendar-week-now = This week
calendar-week-after = Next
calendar-day-before = Previous
calendar-day-after = Next
calendar-whose = Whose calendar
calendar-mine = Mine
calendar-everybody = Whole agency
calendar-officer = Officer
calendar-uncertified = Certificate not valid then
calendar-today = Today
calendar-nobody = Nobody assigned yet
calendar-any-time = Time not set
calendar-visited = Visited
calendar-done = Ended
calendar-under-way = Under way
calendar-proposed = To be confirmed by us
calendar-with = with { $names }
calendar-others = { $agency } plans to come on { $day }
calendar-others-under-way = { $agency } is inspecting there now
calendar-free = Nothing arranged
calendar-empty = Nothing is arranged in this week
calendar-empty-day = Nothing is arranged on this day
calendar-empty-text = Planned visits that you are assigned to will stand here.
calendar-empty-desk = Planned visits stand here once their day is set.
calendar-provisional = The official holidays of these days are not announced yet; working days are estimated.
calendar-mark-double-booked = { $who } expected elsewhere too
calendar-mark-quiet = In a quiet period
calendar-mark-separate = { $who } comes separately that day; better together
calendar-mark-not-working = Not a working day
calendar-mark-overdue = The day has passed without a visit
calendar-mark-running-out = Last days of the window
calendar-mark-too-few = Too few officers
calendar-mark-no-slot = The firm has yet to choose a time
calendar-mark-same-day = { $who } also elsewhere that day, time open
day-kind-working = Working day
day-kind-weekend = Weekend
day-kind-holiday = Holiday
day-kind-make-up = Make-up working day

officer-assign-title = Who goes
officer-assign-who = Officers
officer-assign-nobody = Nobody of your agency is assigned yet.
officer-assign-missing = { $number ->
    [one] { $number } certified officer missing
   *[other] { $number } certified officers missing
}
officer-assign-edit = Assign officers
officer-assign-take = I will go
officer-assign-give-up = I will not go
officer-assign-needed = At least { $number }, with certificates valid on the day. Choose nobody to take all assignments back.
officer-assign-certificate = Certificate ending in { $number }
officer-assign-uncertified = Certificate not valid on the day
officer-assign-certificate-ends = Certificate ends on { $day }, not valid on the day
officer-assign-free = Nothing else at that time
officer-assign-elsewhere = { $number ->
    [one] Expected at { $firm } at that time
   *[other] Expected at { $firm } and elsewhere at that time ({ $number })
}
officer-assign-beside = { $number ->
    [one] Also goes to { $firm } that day; times to be kept apart
   *[other] Also goes to { $firm } and others that day ({ $number }); times to be kept apart
}
officer-assign-despite = Assign all the same
officer-assign-despite-note = The two visits overlap; see to it that they do not.
officer-assign-save = Save
officer-assign-saved = { $number ->
    [0] All assignments are taken back; nobody goes.
    [one] One officer goes, and has been told.
   *[other] { $number } officers go, and have been told.
}
officer-assign-meanwhile = { $number ->
    [0] Nobody is assigned now.
   *[other] Assigned now: { $names }.
}
officer-assign-taken = Noted: you go.
officer-assign-given-up = Noted: you do not go.
