# What is said of visits in every portal.

visit-kind-inspection = Inspection
visit-kind-service = Service visit

inspection-type-routine = Routine
inspection-type-case = Case
inspection-type-campaign = Campaign

service-purpose-patrol = Patrol
service-purpose-publicity = Explaining policy
service-purpose-survey = Survey
service-purpose-service = Service on site
service-purpose-observation = Observation

scan-channel-live-code = Live code on the phone scanned
scan-channel-static-code = Posted code scanned
scan-channel-licence-qr = Code on the licence scanned
scan-channel-search = Not scanned, found by search
scan-channel-typed = Not scanned, typed in
scan-channel-imported = Imported from earlier records

evidence-level-not-scanned = Not scanned
evidence-level-static-code = Static code
evidence-level-supported = Supported
evidence-level-live-code = Live code
evidence-level-mutual = Mutual check

exception-kind-emergency = Emergency
exception-kind-evidence-at-risk = Evidence at risk
exception-kind-network-outage = Network outage
exception-kind-system-fault = System fault

outcome-no-problem = No problem found
outcome-corrected-on-site = Corrected on site
outcome-rectify-by-date = To be corrected by a date
outcome-case-opened = Case opened
outcome-service-given = Service given

dispute-ground-nobody-came = Nobody came
dispute-ground-not-these-people = Not these people
dispute-ground-not-this-time = Not at this time

answer-state-waiting = Please check
answer-state-confirmed = Confirmed
answer-state-disputed = Disputed
answer-state-not-given = Not answered
answer-state-not-asked = No answer needed

visit-state-open = Under way
visit-state-closed = Ended
visit-state-voided = Voided

not-counted-reason-voided = The record was voided
not-counted-reason-service-visit = A service visit is no inspection
not-counted-reason-emergency = An emergency inspection does not count
not-counted-reason-type-not-counted = By the rules this type of inspection is not counted
not-counted-reason-ordered-from-above = A campaign ordered from above does not count
not-counted-reason-later = It came after this visit
not-counted-reason-outside-window = Outside the period
not-counted-reason-other-agency = By another agency
not-counted-reason-no-common-item = Other items
not-counted-reason-not-the-latest = There was a later one
