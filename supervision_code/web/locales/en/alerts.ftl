# Alerts and the steps of their handling, in every portal.

alert-state-open = To be handled
alert-state-taken = Being checked
alert-state-asked = Waiting for the agency
alert-state-answered = Agency has answered
alert-state-settled = Settled
alert-state-lapsed = Withdrawn

settlement-justified = Justified
settlement-reminded = Agency reminded
settlement-correction-ordered = Correction ordered
settlement-record-wrong = Record is wrong

alert-step-kind-raised = Raised by the system
alert-step-kind-changed = Changed
alert-step-kind-taken = Taken on
alert-step-kind-asked = Agency asked
alert-step-kind-answered = Agency answered
alert-step-kind-settled = Settled
alert-step-kind-lapsed = Withdrawn after a correction of the record
alert-step-kind-reopened = Raised again after a correction of the record

inbox-alert-asked = The supervisor asks your agency about the inspection of { $firm } ({ $number }). Please answer by { $until }.
inbox-alert-answered = { $agency } has answered about inspection { $number }. Please read it and settle the alert.
inbox-alert-settled =
    { $settlement ->
        [justified] The inspection of { $firm } ({ $number }) has been checked: it was justified.
        [reminded] The inspection of { $firm } ({ $number }) has been checked: please mind how often you inspect.
        [correction_ordered] The inspection of { $firm } ({ $number }) has been checked: a correction is ordered, please read what is asked.
       *[other] The inspection of { $firm } ({ $number }) has been checked: the record is wrong, please check it.
    }
inbox-complaints-overdue =
    { $number ->
        [one] One complaint is overdue. Please handle it soon.
       *[other] { $number } complaints are overdue. Please handle them soon.
    }
inbox-answers-overdue =
    { $number ->
        [one] One alert waits for an agency's answer past the deadline.
       *[other] { $number } alerts wait for an agency's answer past the deadline.
    }
inbox-own-answers-overdue =
    { $number ->
        [one] Your agency owes an answer to one alert past the deadline. Please answer soon.
       *[other] Your agency owes answers to { $number } alerts past the deadline. Please answer soon.
    }
inbox-dispute-answered = Your dispute of record { $number } has been answered. Please read the answer.
