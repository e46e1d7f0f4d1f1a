# What a firm is to put right.

enterprise-today-rectify = To be put right
enterprise-rectification-state = State
enterprise-rectification-visit = Inspection { $number }
enterprise-rectification-do = Is it done?
enterprise-rectification-late = The date has passed; you can still report.
enterprise-rectification-report = What was put right
enterprise-rectification-hint = What was done, and when. The agency checks it again.
enterprise-rectification-send = Report that it is done
enterprise-rectification-reported = What you reported on { $moment }
enterprise-rectification-reported-now = Reported. The agency checks it again.
enterprise-visit-left-unscanned = The officers left without scanning your code; the supervisors know.
enterprise-visit-scan-due = This is an emergency: inspected first, registered after. The officers must scan your code before they leave.
enterprise-visit-case = Source of the case: { $source }
