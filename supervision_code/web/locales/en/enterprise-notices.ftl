# Notices of inspections, as the firm reads them, and its wish about joint visits.

enterprise-notices-title = Notices
enterprise-notices-coming = Coming inspections
enterprise-notices-past = Earlier notices
enterprise-notices-none = No inspection has been announced
enterprise-notices-none-text = When an agency is going to inspect, you are told here beforehand and can choose a time.
enterprise-notices-not-all = After a report or a tip, an inspection may lawfully come without notice; afterwards you can see why.

enterprise-notice-title = Notice of an inspection
enterprise-notice-sent = Sent to you { $moment }
enterprise-notice-done = Inspected
enterprise-notice-choose-until = Please choose a time by { $day }
enterprise-notice-you-chose = You chose this time
enterprise-notice-settled = Time settled
enterprise-notice-choose = Which time suits you?
enterprise-notice-change = Choose another time
enterprise-notice-slot = Times on offer
enterprise-notice-slot-hint = You can choose until the end of { $day }, and change your choice until then.
enterprise-notice-slot-missing = Please choose a time.
enterprise-notice-note = A note to the officers
enterprise-notice-note-hint = For example: please use the back door; we open at ten.
enterprise-notice-choose-this = Take this time
enterprise-notice-chosen-now = Settled: { $time }. The agency has been told.
enterprise-notice-if-nothing = You need not choose: without an answer they come { $time }.
enterprise-notice-chosen-text = You chose this time { $moment }.
enterprise-notice-change-until = You can change it until { $day }.
enterprise-notice-your-note = Your note: { $note }
enterprise-notice-lapsed-text = The time for choosing ended { $day }, so they come at this time.
enterprise-notice-fixed-text = This was arranged at short notice and there is no other time to choose; they come at this time.
enterprise-notice-withdrawn-text = { $day }: the agency called this inspection off. You need not prepare.
enterprise-notice-not-made = The inspection was not made and is called off. You need not prepare; you will be told of any other.
enterprise-notice-not-made-mark = Not made
enterprise-notice-passed = The day has passed and no record of this inspection is here yet. If it was made, the agency will record it; if not, it will be put off or called off, and you will be told.
enterprise-notice-withdrawn-why = { $day }: the agency called this inspection off. You need not prepare. Reason: { $reason }
enterprise-notice-moved-text = This inspection was moved. Reason: { $reason }
enterprise-notice-was-moved = The time was changed. Reason: { $reason }
enterprise-notice-to-follower = See the new time
enterprise-notice-done-text = This inspection has been made.
enterprise-notice-to-visit = See the record
enterprise-notice-who = Who comes, and what for
enterprise-notice-together = { $number } agencies come together; it counts as one inspection.
enterprise-notice-officers = Officers: { $names }
enterprise-notice-plan = Inspection plan: { $title } ({ $number })
enterprise-notice-points =
    { $number ->
        [one] To have ready: { $number } point
       *[other] To have ready: { $number } points
    }
enterprise-notice-on-the-day = On the day
enterprise-notice-day-scan = The officers scan your code to register before they begin.
enterprise-notice-day-certificates = They show their certificates, and usually come at least in twos.
enterprise-notice-day-anybody = The owner need not be there; anybody who can receive them will do.
enterprise-notice-day-other = If they look at anything not in this notice, ask for the basis; if something is wrong, you can complain.

enterprise-joint-title = Joint inspections
enterprise-joint-is-together = Now: agencies that can come together do so.
enterprise-joint-is-alone = Since { $day } agencies come one by one for whatever is newly planned.
enterprise-joint-what = What a joint inspection is
enterprise-joint-what-text = When several agencies have to come, the system brings them together on one day. It counts once, and you receive them once.
enterprise-joint-alone-what = If you do not want joint inspections
enterprise-joint-alone-more = Agencies come one by one, so you may be inspected more often.
enterprise-joint-alone-planned = Inspections already announced to you stay as they are; only later ones are kept apart.
enterprise-joint-alone-no-harm = The choice is yours. It affects neither results nor your credit record.
enterprise-joint-alone-undo = You can change it back at any time.
enterprise-joint-want-alone = I do not accept joint inspections
enterprise-joint-take-back = Let them come together again
enterprise-joint-alone-now = Noted. From now on agencies come one by one.
enterprise-joint-together-now = Changed back. Agencies that can come together will do so.

enterprise-visit-told = Were you told beforehand
enterprise-visit-told-when = A notice was sent { $moment }, for { $time }.
enterprise-visit-told-chosen = You chose the time.
enterprise-visit-told-another-day = They came on another day than agreed.
enterprise-visit-told-look = See that notice
enterprise-visit-told-not = There was no notice. Reason: { $reason }
