# The rules of frequency and their levels, in every portal.

frequency-rule-annual-cap = Rule 1: inspections in a year
frequency-rule-visit-rate = Rule 2: visits in a short time
frequency-rule-many-agencies = Rule 3: many agencies
frequency-rule-repeat-check = Rule 4: repeated check
frequency-rule-quiet-period = Rule 5: quiet days

level-blue = Blue
level-yellow = Yellow
level-orange = Orange
level-red = Red

finding-state-standing = Stands
finding-state-closed = Withdrawn
closing-reason-no-longer-met = No longer met after a correction of the record
