# What supervisors ask the agency about.

officer-alert-title = Alerts to explain
officer-alert-one = Explain an alert
officer-alert-visit = Visit of { $day }, number { $number }
officer-alert-by = Answer by { $day }
officer-alert-overdue = Answer overdue
officer-alert-none = No alert waits for an explanation
officer-alert-none-next = When a supervisor asks your agency to explain, it appears here.
officer-alert-see-visit = See the visit
officer-alert-question = The supervisor's question
officer-alert-steps = What was done
officer-alert-answer = Your agency's explanation
officer-alert-answer-hint = Why the inspection, on what basis, and how it will be arranged in future
officer-alert-answer-missing = Write your agency's explanation.
officer-alert-send = Send the explanation
officer-alert-answered = Sent; the supervisor will see it.

officer-finding-annual-cap = { $agency } inspected this firm { $count } times this year; the cap is { $limit }.
officer-finding-visit-rate = { $count } inspections within { $days } days; the limit is { $limit }.
officer-finding-many-agencies = { $count } agencies within { $days } days; the limit is { $limit }.
officer-finding-repeat-check = { $agency } checked the same items again after { $count } days; { $limit } days should lie between.
officer-finding-quiet-period = The day lies in a quiet period ({ $names }).
officer-finding-basis = Basis:{" "}
officer-finding-visits = Visits that count and that do not
officer-finding-trigger = This visit caused the alert
