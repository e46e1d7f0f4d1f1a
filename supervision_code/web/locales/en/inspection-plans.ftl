# Inspection plans of the year: drafting, approval, filing, publication; their firms; the file they come in.

plan-state-draft = Draft
plan-state-submitted = Awaiting approval
plan-state-approved = Awaiting filing
plan-state-filed = Filed
plan-state-published = Published
plan-state-closed = Closed
plan-state-withdrawn = Withdrawn

plan-step-kind-drafted = Drafted
plan-step-kind-imported = Imported from a table
plan-step-kind-chosen = Firms chosen
plan-step-kind-draw-prepared = Base of the draw fixed
plan-step-kind-drawn = Drawn by lot
plan-step-kind-thinned = Only firms below their limit kept
plan-step-kind-restored = Firms put back
plan-step-kind-left-out = One firm left out by hand
plan-step-kind-put-back = One firm put back
plan-step-kind-submitted = Submitted
plan-step-kind-approved = Approved
plan-step-kind-returned = Returned
plan-step-kind-filed = Filed
plan-step-kind-published = Published
plan-step-kind-closed = Closed
plan-step-kind-withdrawn = Withdrawn
plan-step-firms =
    { $number ->
        [one] { $number } firm
       *[other] { $number } firms
    }
plan-step-left-out =
    { $number ->
        [one] { $number } firm left out
       *[other] { $number } firms left out
    }
plan-step-drawn =
    { $number ->
        [one] { $number } firm out of { $base }
       *[other] { $number } firms out of { $base }
    }
plan-step-period-over = The period is over, and so is the time for recording its visits: closed by the system; tasks not done were dropped

trail-plan-drafted = drafted an inspection plan
trail-plan-imported = imported an inspection plan
trail-plan-chosen = chose the firms of a plan
trail-plan-draw-prepared = fixed the base of a draw
trail-plan-drawn = drew firms by lot
trail-plan-thinned = left out firms at their limit
trail-plan-restored = put firms back into a plan
trail-plan-left-out = left one firm out of a plan
trail-plan-put-back = put one firm back into a plan
trail-plan-submitted = submitted an inspection plan
trail-plan-approved = approved an inspection plan
trail-plan-returned = returned an inspection plan
trail-plan-filed = filed an inspection plan
trail-plan-published = published an inspection plan
trail-plan-closed = closed an inspection plan
trail-plan-withdrawn = withdrew an inspection plan
trail-import-inspection-plans = imported the year's plans
import-kind-inspection-plans = inspection plans

selection-way-listed = A list
selection-way-criteria = All that meet the criteria
selection-way-drawn = Drawn by lot among those that meet the criteria
left-out-over-limit = would exceed a limit
left-out-quiet-period = quiet days throughout
left-out-by-hand = by hand
object-verdict-clear = Room left
object-verdict-reaches = Just reaches the limit
object-verdict-breaks = Would exceed the limit
object-verdict-quiet = Quiet throughout
object-view-kept = To be inspected
object-view-breaks = Over the limit
object-view-quiet = Quiet throughout
object-view-reaches = At the limit
object-view-clear = Room left
object-view-left-out = Left out
object-fault-bad-code = not a credit code
object-fault-unknown = not registered
object-fault-closed = closed down
object-fault-outside = outside your area
filing-view-to-file = To be filed
filing-view-running = Filed
filing-view-all = All

plan-field-title = Title
plan-field-basis = Legal basis
plan-field-type = Type of inspection
plan-field-items = Items
plan-field-first-day = First day
plan-field-last-day = Last day
plan-field-share = Share
plan-field-cap = Visits at one firm at most
plan-field-partners = Other agencies
plan-field-order-number = Number of the order
plan-field-approval-authority = Approved by
plan-field-approval-number = Approval number
plan-field-approval-day = Approved on
plan-field-objects = Firms

plan-number = Plan number
plan-state = State
plan-method = Way of checking
plan-period = Period
plan-span = { $first } to { $last }
plan-no-days = No days yet
plan-area = Area
plan-approval = Approval
plan-ordered = Ordered from above
plan-joint = Joint inspection
plan-not-joint = By your agency alone
plan-may-be-joint = May be combined with other agencies
plan-alone = Not combined
plan-without-notice = Why there is no notice
plan-filing-number = Filing number
plan-percent = { $share }%
plan-times = { $number }
plan-firms =
    { $number ->
        [one] { $number } firm
       *[other] { $number } firms
    }
plan-comma = ,{" "}
plan-way = How far it is
plan-says = What the plan says
plan-next = Next step
plan-history = History
plan-reason = Reason
plan-reason-missing = Give the reason.

plan-faults =
    { $number ->
        [one] { $number } thing is still to be filled in before it can go on
       *[other] { $number } things are still to be filled in before it can go on
    }
plan-fault = { $field }{ $value }: { $expected }
plan-fault-value = {" "}“{ $value }”
plan-fault-present = not filled in
plan-fault-published-item = not a published item of your agency, so it must not be inspected
plan-fault-item-of-method = published to be checked in another way than the plan says
plan-fault-not-before-start = cannot be before the first day, { $detail }
plan-fault-not-past = has passed; choose today or later
plan-fault-same-year = must be in the same year, { $detail }
plan-fault-at-least-one = at least 1
plan-fault-within-share = the share allows { $detail } at most
plan-fault-one-to-hundred = from 1 to 100
plan-fault-within-cap = above your agency's { $detail } visits a year at one firm
plan-fault-other-agency = must be another registered agency
plan-fault-not-ahead = cannot lie ahead
plan-fault-differentiated = a campaign must not go to every firm without distinction; choose by industry or risk tier, or draw some by lot
plan-covers-everybody = This campaign goes to every firm of the trade, whatever its risk. Make sure that this is needed, or draw some by lot.

plan-objects = Firms
plan-objects-all = See the list
plan-objects-kept = To be inspected
plan-objects-none = No firms yet
plan-objects-none-next = Choose them by criteria, draw them by lot, or paste a list.
plan-objects-file = Export the list
plan-selection-way = Way
plan-selection = How they were chosen
plan-said = The table says of the firms: { $text }
plan-base = Base
plan-base-hint = How many there are to choose from. Empty: as many as the list has.
plan-judged-at = Checked { $at }
plan-judged-fixed = The numbers are those of the check { $at }; a plan that was submitted is not checked again.
plan-judge = Check again
plan-judged-since = Visits were recorded since the check. The list says how it is now; the numbers are those of the check.
plan-best-day = Best day: { $day }
plan-even-on = even on { $day }
plan-left-out = Left out: { $why }
plan-leave-out = Leave out
plan-put-back = Put back
plan-thin = Keep only firms below their limit
plan-thin-why =
    { $number ->
        [one] At { $number } firm a visit within the period would exceed a limit, or every day is quiet.
       *[other] At { $number } firms a visit within the period would exceed a limit, or every day is quiet.
    }
plan-restore = Put back firms left out for a limit
plan-draw = What the draw rests on
plan-draw-how = { $number } of { $base } firms are drawn. The hash of the seed goes on record first, the seed is opened after the draw, and anybody can repeat it: SHA-256 over seed, line feed and credit code; the { $number } smallest are drawn.
plan-draw-commitment = Hash of the seed (recorded before)
plan-draw-base = Hash of the list
plan-draw-seed = Seed
plan-draw-closed = opened after the draw
plan-draw-ready = The base is fixed: { $base } firms, of which the share makes { $number }.
plan-draw-ready-note = The seed is closed. The draw can be made once, and repeated by anybody.
plan-draw-now =
    { $number ->
        [one] Draw { $number } firm
       *[other] Draw { $number } firms
    }

plan-choose-criteria = By criteria
plan-choose-criteria-lead = Firms in business only. What you leave open does not narrow.
plan-choose-areas = Areas
plan-choose-areas-more = More areas
plan-choose-areas-narrow = Type a name to narrow down
plan-choose-industries = Industries
plan-industry = { $code } ({ $section })
plan-choose-industries-hint = Beginnings of GB/T 4754 codes such as C13 or H62, with blanks between
plan-choose-tiers = Risk tiers
plan-choose-kinds = Kinds of firm
plan-choose-count = See how many
plan-choose-counted =
    { $number ->
        [one] { $number } firm meets the criteria.
       *[other] { $number } firms meet the criteria.
    }
plan-choose-counted-share = { $number } firms meet the criteria; { $share }% makes { $drawn }.
plan-choose-take-all = Take them all
plan-choose-prepare-draw = Draw { $share }% of these
plan-choose-list = By a list
plan-choose-codes = Credit codes
plan-choose-codes-hint = One a line, or with commas or blanks between
plan-choose-file = Or a file
plan-choose-file-hint = CSV or XLSX; the column of credit codes is read
plan-choose-take-list = Use this list
plan-choose-wrong =
    { $number ->
        [one] { $number } entry cannot be in the plan, and nothing was changed. Mend it and send the list again.
       *[other] { $number } entries cannot be in the plan, and nothing was changed. Mend them and send the list again.
    }
plan-choose-wrong-more = And { $number } more.

plan-column-uscc = Credit code
plan-column-name = Name
plan-column-district = District
plan-column-address = Address
plan-column-tier = Risk tier
plan-column-verdict = Verdict
plan-column-day = Best day
plan-column-left-out = Left out because

plan-import-problem = Row { $row }, { $column } “{ $value }”: { $reason }
plan-import-gap = Row { $row }, { $column }: { $reason }
plan-import-no-table = This is not a table of a year's plan: row 1 lacks the column names. Please download the empty table, fill it in and import it.
plan-import-more =
    { $number ->
        [one] { $number } more problem is not listed.
       *[other] { $number } more problems are not listed.
    }

officer-nav-inspection-plans = Year's plans
officer-inspection-plans = Inspection plans
officer-inspection-plan-one = Inspection plan
officer-inspection-plan-new = New plan
officer-inspection-plan-edit = Change it
officer-inspection-plan-import = Import the year's plan
officer-inspection-plan-export = Export as a table
officer-inspection-plan-search = Title or number
officer-inspection-plan-all = All
officer-inspection-plan-state = State
officer-inspection-plan-year = Year
officer-inspection-plan-none = No plans
officer-inspection-plan-none-next = Draft one, or import the table of the year's plan.
officer-inspection-plan-form-lead = A draft may have gaps; they can be filled in later.
officer-inspection-plan-section-what = What is inspected
officer-inspection-plan-section-when = When, and how many
officer-inspection-plan-section-approval = Approval and orders
officer-inspection-plan-section-together = With whom, and whether firms are told
officer-inspection-plan-title-hint = For example: food safety in restaurants, random check
officer-inspection-plan-title-missing = Give it a title.
officer-inspection-plan-basis-hint = Names and articles of laws and rules
officer-inspection-plan-items-hint = Only items your agency has published
officer-inspection-plan-last-day-hint = In the same year as the first day
officer-inspection-plan-share-hint = Percent of the base; 100 means all
officer-inspection-plan-cap-hint = How often one firm is visited under this plan at most
officer-inspection-plan-area-hint = For example: the whole district, or one street
officer-inspection-plan-approval-hint = A campaign needs its approval; what was ordered from above needs the order's number.
officer-inspection-plan-ordered-note = A superior set it up and ordered it
officer-inspection-plan-joint-note = Several agencies plan and inspect together
officer-inspection-plan-partners-more = More agencies
officer-inspection-plan-partners-narrow = Type the name of an agency
officer-inspection-plan-may-be-joint-note = Where other agencies go to the same firm, it becomes one visit
officer-inspection-plan-without-notice-hint = Where a notice would spoil the inspection, say why. Empty: the firm is told.
officer-inspection-plan-save = Save
officer-inspection-plan-save-next = Save and choose the firms
officer-inspection-plan-drafted = The draft is saved. Now choose its firms.
officer-inspection-plan-saved = Saved.
officer-inspection-plan-choose = Choose the firms
officer-inspection-plan-choose-anew =
    { $number ->
        [one] It has { $number } firm now. Choosing anew replaces the whole list.
       *[other] It has { $number } firms now. Choosing anew replaces the whole list.
    }
officer-inspection-plan-chosen =
    { $number ->
        [one] { $number } firm is chosen.
       *[other] { $number } firms are chosen.
    }
officer-inspection-plan-base =
    { $number ->
        [one] The base is fixed at { $number } firm. Now draw.
       *[other] The base is fixed at { $number } firms. Now draw.
    }
officer-inspection-plan-drawn =
    { $number ->
        [one] { $number } firm was drawn.
       *[other] { $number } firms were drawn.
    }
officer-inspection-plan-judged = Checked again.
officer-inspection-plan-thinned =
    { $number ->
        [one] { $number } firm was left out. You can put it back at any time.
       *[other] { $number } firms were left out. You can put them back at any time.
    }
officer-inspection-plan-restored =
    { $number ->
        [one] { $number } firm was put back.
       *[other] { $number } firms were put back.
    }
officer-inspection-plan-left-out = Left out.
officer-inspection-plan-put-back = Put back.
officer-inspection-plan-mend = Fill it in
officer-inspection-plan-submit = Submit for approval
officer-inspection-plan-submitted = Submitted. It waits for the head.
officer-inspection-plan-approve = Approve
officer-inspection-plan-approved = Approved, and sent to be filed.
officer-inspection-plan-publish = Publish the plan
officer-inspection-plan-publish-note = The plan becomes public without its firms; each firm in it gets a task, { $number } in all.
officer-inspection-plan-published = Published; its tasks are made.
officer-inspection-plan-close = Close the plan
officer-inspection-plan-closed = The plan is closed.
officer-inspection-plan-return = Return it
officer-inspection-plan-sent-back = Returned by { $name }: { $reason }
officer-inspection-plan-returned = Returned. Who drafted it is told.
officer-inspection-plan-withdraw = Withdraw the plan
officer-inspection-plan-withdrawn = Withdrawn. Tasks that were not done are dropped.
officer-inspection-plan-second-person = You worked on this plan yourself, so another head must approve it.
officer-inspection-plan-waits-head = It waits for the head's approval.
officer-inspection-plan-waits-filing = It waits to be filed. You will be told.
officer-inspection-plan-waits-publication = It is filed, and waits to be published by the head.
officer-inspection-plan-runs = The plan runs. Its tasks are arranged under “Tasks”.
officer-inspection-plan-tasks = Arrange the tasks
officer-inspection-plan-is-over = Its period is over, so it can be closed.
officer-inspection-plan-was-closed = The plan is closed and does not change any more.
officer-inspection-plan-was-withdrawn = The plan was withdrawn; the history says why.
officer-inspection-plan-import-lead = Each row becomes a draft. With one bad row nothing is imported, and each problem is named.
officer-inspection-plan-import-now = Check and import
officer-inspection-plan-import-nothing = Nothing was imported. Mend these places
officer-inspection-plan-imported =
    { $number ->
        [0] No new draft: the plans of this table are on record already.
        [one] { $number } draft was imported. Plans on record in the same words were not imported again.
       *[other] { $number } drafts were imported. Plans on record in the same words were not imported again.
    }
officer-inspection-plan-file = Table of the year's plan
officer-inspection-plan-file-hint = XLSX or CSV, 10 MB at most
officer-inspection-plan-file-missing = Choose a file.
officer-inspection-plan-template = Empty table
officer-inspection-plan-template-lead = It has the columns in use for such tables, with lists to choose from.
officer-inspection-plan-template-get = Download the empty table

supervisor-nav-plans = Plans
supervisor-plans-title = Plans to be filed
supervisor-plans-lead = Plans come here once their head has approved them; only a filed plan can be published.
supervisor-plans-search = Title, agency or number
supervisor-plans-none = No plans
supervisor-plans-none-text = Plans that wait to be filed will stand here.
supervisor-plan-number-hint = As your office numbers its filings
supervisor-plan-number-missing = Give the filing number.
supervisor-plan-file = File it
supervisor-plan-filed = Filed. The agency can publish it now.
supervisor-plan-return = Return it
supervisor-plan-returned = Returned. Who drafted it is told the reason.
supervisor-plan-over =
    { $number ->
        [one] At { $number } firm a visit within the period would exceed a limit, or every day is quiet.
       *[other] At { $number } firms a visit within the period would exceed a limit, or every day is quiet.
    }

public-plans-title = Published inspection plans
public-plans-lead = What agencies have published: what they inspect, on which basis, how many firms, how often at most. Firms are not named; those concerned are told by a notice.
public-plans-search = Agency or title
public-plans-year = Year
public-plans-none = No plan is published yet
public-plans-none-text = Plans stand here once they are filed and published.
public-plans-no-match = No plan fits
public-plans-no-match-next = Try another word, or fewer letters.
public-plans-all = See all plans
public-plans-published = Published on
public-plans-draw = The hash went on record before the draw, the seed was opened after it.
public-plans-draw-closed = The hash went on record before the draw. Firms are not told of these inspections beforehand, so the seed is opened when the plan is over.

inbox-inspection-plan-submitted = The plan “{ $title }” ({ $number }) waits for your approval.
inbox-inspection-plan-approved = The plan “{ $title }” ({ $number }) waits to be filed.
inbox-inspection-plan-returned = The plan “{ $title }” ({ $number }) was returned. Open it to see why.
inbox-inspection-plan-filed = The plan “{ $title }” ({ $number }) is filed and can be published.
inbox-inspection-plan-joint = The plan “{ $title }” ({ $number }) was published; your agency takes part.
inbox-inspection-plan-withdrawn = The plan “{ $title }” ({ $number }) was withdrawn.
inbox-inspection-plan-firms-closed = The plan “{ $title }” ({ $number }) was published; { $firms ->
    [one] one of its firms has closed since and has
   *[other] { $firms } of its firms have closed since and have
 } no task.
inbox-inspection-plan-closed = The period of the plan “{ $title }” ({ $number }) is over, so the system closed it; { $tasks -> 
    [one] one task that was not done was dropped
   *[other] { $tasks } tasks that were not done were dropped
 }.

error-plan-incomplete =
    { $count ->
        [one] { $count } thing in the plan is still to be filled in, so it did not go on. Fill it in first.
       *[other] { $count } things in the plan are still to be filled in, so it did not go on. Fill them in first.
    }
error-plan-changed = This plan was changed elsewhere, and your changes were not saved. Open it anew and change it then.
error-objects-refused =
    { $count ->
        [one] { $count } entry of the list cannot be in the plan, and nothing was changed. Mend it and send the list again.
       *[other] { $count } entries of the list cannot be in the plan, and nothing was changed. Mend them and send the list again.
    }
error-invalid-value-expected-objects = A plan has 1 to 20,000 firms; this would be { $value }. Change it and try again.
error-invalid-value-expected-same-base = The register has changed, so the base is no longer the list that was fixed. Fix the base anew.
error-invalid-value-expected-filing-number = Give the filing number, 64 characters at most.

import-reason-not-a-span = Not a span of days. Write it as 2026-04-01/2026-06-30, the end not before the start.
import-reason-not-a-share = Not a share. Write a whole number from 1% to 100%, for example 10%; a bare 1 may mean 1% or 100%.
import-reason-not-whole = Must be a whole number from { $low } to { $high }.
import-reason-other-agency = You can only import plans of your own agency. Put its name here, or let the other agency import it.
import-reason-other-level = The agency is registered at another level. Compare them.
import-reason-no-such-own-item = The agency has published no item “{ $item }”. Use the name or code of a published one.
import-reason-not-an-object = Firm { $code } is not registered, closed down, or outside the agency's area. Compare it.
import-reason-plan-on-record = A plan of this name ({ $number }) is on record with other content. Change it there, or use another name.
import-reason-repeated-plan = Row { $first } has a plan of the same name, agency and year. Make one row of them, or choose another name.
import-reason-not-a-list = This cell lists credit codes, but “{ $code }” is no valid one. Correct it, or write words only where no firms are listed.
import-reason-too-many-rows = Too many rows: a year's plan has at most { $most }. Make sure it is the right file, or import it in parts.
