# The inbox and its messages; those about alerts stand with the alerts.

inbox-title = Messages
inbox-unread = { $number } unread
inbox-new = Unread
inbox-mark-read = Mark all as read
inbox-empty = No messages yet
inbox-empty-text = When there is something you should know, it will appear here.

inbox-visit-opened = Officers came and registered their visit, number { $number }. Open it to see who and why.
inbox-visit-closed =
    { $days ->
        [one] Visit { $number } has ended. Please check the record within 1 day.
       *[other] Visit { $number } has ended. Please check the record within { $days } days.
    }
inbox-visit-voided = The record of visit { $number } was voided and no longer counts.
inbox-visit-disputed = { $firm } disputes the record of visit { $number }. Please look into it.
inbox-backfill-overdue = Visit { $number } of { $firm } was recorded after the time allowed. Please look into the reason.
inbox-plan-joined = An agency joins your planned visit of { $firm }; go together.
inbox-assigned = You are to inspect { $firm } on { $from_day }. Open it for the details.
inbox-not-assigned = You are no longer to go to { $firm } on { $from_day }.
inbox-complaint-filed = A new complaint, { $reference }. Say by { $until } whether it is taken up.
inbox-complaint-accepted = Your complaint { $reference } was taken up; it will be decided by { $until }.
inbox-complaint-declined = Your complaint { $reference } was not taken up. Open it to see why.
inbox-complaint-transferred = Your complaint { $reference } was passed on. Open it to see to whom.
inbox-complaint-extended = Your complaint { $reference } needs more time; it will be decided by { $until } at the latest.
inbox-complaint-concluded = Your complaint { $reference } was concluded; you will have the answer by { $until }.
inbox-complaint-letter-asked = About your complaint { $reference }: the supervisor wants to ask the agency. Open it to read the text and decide.
inbox-supervisor-letter = From the supervisor: { $text }
inbox-complaint-replied = Your complaint { $reference } was answered. Please read it.
inbox-policy-published = { $name } published new supervision rules, in force from { $from_day }. Open it to see what changed.

inbox-clock-right = The server's clock is right again.
inbox-clock-behind = The server's clock is more than a minute behind the newest record; it may have been set back. Please correct it; the order of records is not affected.
inbox-clock-differs = The server's clock and the database's differ by more than a minute. Please correct it; the order of records is not affected.
inbox-job-fails = The background job “{ $job }” has failed for { $minutes } min. Please look into the server's log.
inbox-ledger-halted = Sealing of the log { $log } has stopped: what the database holds contradicts what was signed. Please look into it at once; records go on being saved.
