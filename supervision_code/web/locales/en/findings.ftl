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

finding-short-annual-cap =
    { $agency } { $count ->
        [one] { $count } time
       *[other] { $count } times
    } this year, limit { $limit }
finding-short-visit-rate = { $count } visits in a short time, limit { $limit }
finding-short-many-agencies = { $count } agencies in a short time, limit { $limit }
finding-short-repeat-check =
    { $agency } again after { $count ->
        [one] { $count } day
       *[other] { $count } days
    }, at least { $limit } asked
finding-short-quiet-period = Inspection on a quiet day
finding-sentence-annual-cap = { $agency } inspected this firm { $count } times in the calendar year; the limit is { $limit }.
finding-sentence-visit-rate = This firm was inspected { $count } times within { $days } days; the limit is { $limit }.
finding-sentence-many-agencies = { $count } agencies inspected this firm within { $days } days; the limit is { $limit }.
finding-sentence-repeat-check =
    { $agency } checked the same item again after { $count ->
        [one] { $count } day
       *[other] { $count } days
    }; at least { $limit } must lie between.
finding-sentence-repeat-check-same-day = { $agency } checked the same item twice on one day; at least { $limit } days must lie between.
finding-sentence-quiet-period = This inspection took place on a quiet day and no exemption applies.
finding-rule-annual-cap = One agency inspects one firm at most { $limit } times in a calendar year (by the firm's risk tier).
finding-rule-visit-rate = Within any { $days } days, that day included, all agencies together visit one firm at most { $limit } times. A joint visit counts once.
finding-rule-many-agencies = Within any { $days } days, that day included, at most { $limit } agencies inspect one firm.
finding-rule-repeat-check = The same agency checks the same item at one firm again only after { $limit } days; a visit without items is taken to share them.
finding-rule-quiet-period = No inspections on quiet days, except where the policy exempts them.
