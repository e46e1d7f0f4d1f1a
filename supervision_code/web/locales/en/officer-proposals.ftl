# One visit instead of many: what agencies see and answer.

officer-proposal-title = Joint visits
officer-proposal-one = Joint visit
officer-proposal-which = Which joint visits
officer-proposal-alone = only your agency
officer-proposals-together = Answer all that stay below the limits
officer-proposals-together-text =
    { $number ->
        [one] By the present records this { $number } visit reaches and exceeds no limit. Agreed to, it is planned for the proposed day.
       *[other] By the present records these { $number } visits reach and exceed no limit. Agreed to, they are planned for the proposed days.
    }
officer-proposals-together-do =
    { $number ->
        [one] Agree to this { $number } visit
       *[other] Agree to these { $number } visits
    }
officer-proposals-others =
    { $number ->
        [one] { $number } more reaches or exceeds a limit, or wants another day. Please answer it by itself.
       *[other] { $number } more reach or exceed a limit, or want another day. Please answer them one by one.
    }
officer-proposals-beyond =
    { $number ->
        [one] Of this batch { $seen } were looked at; { $number } with a later day was not yet.
       *[other] Of this batch { $seen } were looked at; { $number } with later days were not yet.
    }
officer-proposals-next = Look at the next batch
officer-proposals-to-lead = Your agency leads
officer-proposals-to-join = Your agency comes along
officer-proposals-none-good = Nothing can be answered together
officer-proposals-none-good-next = What waits reaches or exceeds a limit, or wants another day. Please answer one by one.
officer-proposals-agreed =
    { $number ->
        [one] Agreed to { $number } visit.
       *[other] Agreed to { $number } visits.
    }
officer-proposals-changed =
    { $number ->
        [one] { $number } visit has just changed and was not answered. Please look at it.
       *[other] { $number } visits have just changed and were not answered. Please look at them one by one.
    }
proposal-view-waiting = To answer
proposal-view-agreed = Agreed
proposal-view-without-day = No day
officer-proposal-saved-own = Joint visits your agency takes part in have avoided { $done ->
    [one] one visit
   *[other] { $done } visits
  }; what is planned or proposed would avoid { $ahead } more.
officer-proposal-lead-own = Your agency leads
officer-proposal-lead-of = { $agency } leads
officer-proposal-agencies = { $number ->
    [one] one agency
   *[other] { $number } agencies
  }
officer-proposal-items = { $number ->
    [one] one item
   *[other] { $number } items
  }
officer-proposal-saves = { $number ->
    [one] one visit avoided
   *[other] { $number } visits avoided
  }
officer-proposal-saves-long = { $agencies } agencies in one visit: { $number ->
    [one] one visit is avoided
   *[other] { $number } visits are avoided
  }.
officer-proposal-until = answer by { $day }
officer-proposal-late = answer overdue
officer-proposal-window = between { $first } and { $last }
officer-proposal-none-waiting = No joint visit waits for an answer
officer-proposal-none-agreed = No joint visit agreed to yet
officer-proposal-none-without-day = Every task found a day
officer-proposal-none-text = When plans are published, the tasks of several agencies at one firm are brought together and stand here.
officer-proposal-none-agreed-text = Joint visits that your agency leads or joins stand here.
officer-proposal-none-without-day-text = Tasks for which no day within their time is left stand here, with the reason.
officer-proposal-good-title = Within the limits
officer-proposal-good = As far as is on record, this joint visit reaches no limit of frequency.
officer-proposal-over-next = Another day may be better; whoever comes all the same gives the reason on site.
officer-proposal-day = Proposed day
officer-proposal-day-chosen = Day of the visit
officer-proposal-day-hint = Every task can be done on these days; holidays and quiet periods are left out.
officer-proposal-days = Possible days
officer-proposal-span =
    { $number ->
        [one] { $first }, the only day to choose
       *[other] { $first } to { $last }, { $number } days to choose from
    }
officer-proposal-no-days = There is no day now on which every task can be done. They will be arranged anew; please look again later.
officer-proposal-answer-by = Please answer by
officer-proposal-unannounced = Notice
officer-proposal-unannounced-text = The firm is not told beforehand
officer-proposal-leads = leads
officer-proposal-avoided = need not come on its own
officer-proposal-declined-because = Why not: { $reason }
lead-reason-alone = Only this agency has tasks here.
lead-reason-most-items = Proposed to lead: it has most items.
lead-reason-earliest-task = Proposed to lead: as many items as another, and its task is the oldest.
lead-reason-code = Proposed to lead: alike in items and age, first by code.
unplaced-reason-window-over = its time is over
unplaced-reason-no-working-day = no working day in its time
unplaced-reason-quiet = only quiet days in its time
unplaced-reason-too-late-for-notice = too late to tell the firm
unplaced-reason-too-far-ahead = more than three years ahead
officer-proposal-accept = Agree to lead and plan it
officer-proposal-join = Come along
officer-proposal-see-plan = See the planned visit
officer-proposal-hand-over = Let another agency lead
officer-proposal-hand-over-do = Hand the lead on
officer-proposal-heir = Who leads
officer-proposal-heir-hint = Your agency still comes along.
officer-proposal-heir-missing = Please choose an agency.
officer-proposal-decline = Do not come together
officer-proposal-decline-do = Decline
officer-proposal-decline-hint = Your tasks are arranged anew, not with these agencies again. The leading agency hears the reason.
officer-proposal-reason = Reason
officer-proposal-reason-missing = Please say why your agency declines.
officer-proposal-accepted = Planned. The agencies asked along have been told.
officer-proposal-joined = Your agency comes along.
officer-proposal-handed-over = Handed on; the other agency has been told.
officer-proposal-declined = The leading agency has been told. Your tasks are arranged anew.
officer-today-proposals = { $number ->
    [one] One joint visit waits for an answer
   *[other] { $number } joint visits wait for an answer
  }
officer-today-proposals-note = Several agencies in one visit. Please answer.
inbox-proposals-lead = The inspections of { $number ->
    [one] one firm
   *[other] { $number } firms
  } can be joined, and your agency is asked to lead.
inbox-proposals-invited = The inspections of { $number ->
    [one] one firm
   *[other] { $number } firms
  } can be joined, and your agency is asked to come along.
inbox-proposal-accepted = { $agency } agreed to lead the joint visit to { $firm } on { $from_day }.
inbox-proposal-handed-over = { $agency } asks your agency to lead the joint visit to { $firm } ({ $from_day }). Please answer.
inbox-proposal-joined = { $agency } comes along to { $firm } ({ $from_day }).
inbox-proposal-declined = { $agency } does not come along to { $firm } on { $from_day }; open it to see why.
inbox-proposal-lead-declined = { $agency } does not take part in the joint visit to { $firm } ({ $from_day }); your agency is asked to lead. Please answer.
error-invalid-value-expected-day-of-proposal = Please choose one of the possible days.
error-invalid-value-expected-agency-of-proposal = Please choose an agency of this joint visit.
job-merge = bringing tasks together
trail-proposal-accepted = agreed to lead a joint visit
trail-proposal-handed-over = handed on the lead of a joint visit
trail-proposal-joined = came along to a joint visit
trail-proposal-declined = declined a joint visit
