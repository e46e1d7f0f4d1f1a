# The entrance, and what any camera opens from a supervision code.

front-title = Entrance
front-heading = Scan first: every inspection in one log
front-lead = Each firm has one code. Officers scan it before they inspect, so who came, why, and how often in a year stands in one log. The firm and the supervisors see the same one.
front-doors = Enter here

front-enterprise = For firms
front-enterprise-text = Show your code, see who came to inspect and why; object to what is wrong, complain about what is not right.
front-enterprise-enter = Enter
front-officer = For officers
front-officer-text = Scan the firm's code, see last year's visits and what this one would reach, record it, and write down the result when you leave.
front-officer-enter = Enter
front-supervisor = For supervisors
front-supervisor-text = Handle alerts and complaints first, then look at your area, agencies and firms. Every number opens its proof.
front-supervisor-enter = Enter

front-how = How it works
front-how-show = The firm shows its code
front-how-show-text = When officers arrive, the firm shows its code on the phone or points to the poster on the wall.
front-how-scan = The officer scans it
front-how-scan-text = The scan tells who came lately, whether a frequency limit would be exceeded, and whether to join another agency's visit.
front-how-log = Both sides see the record
front-how-log-text = Who came, for what and with what result reaches the firm at once. For { $days } days it can confirm, or say that nobody came. When visits are too many, the supervisors are alerted.

front-sample = What the firm sees
front-sample-mark = Example
front-sample-1-when = Fri 6 Nov 10:05
front-sample-1 = Market regulation · routine inspection
front-sample-1-note = Live code · no problem found · counted
front-sample-2-when = Thu 15 Oct 15:30
front-sample-2 = Sub-district office · policy service
front-sample-2-note = Service visit · not counted
front-sample-3-when = Tue 22 Sep 9:40
front-sample-3 = Market regulation, fire and rescue · joint inspection
front-sample-3-note = Live code · two agencies together count once

front-suspicious = How to tell a suspicious code
front-suspicious-pay = After the scan you are asked to pay, to transfer money or to scan a payment code;
front-suspicious-fill = after the scan you are asked to install an app or to enter a password or a one-time code;
front-suspicious-over = it hangs beside a payment code, or over another code.
front-suspicious-do = If so, do nothing on that page, tell the people in the shop, and call 12345 to say where it hangs.

front-code-title = Code of a firm
front-code-official = Supervision code
front-code-tail = Credit code ending { $tail }
front-code-text = Officers scan this code in their app before they inspect.
front-code-unknown = This code is not in use
front-code-unknown-text = It may have been replaced by a new one, or it was not issued by us.
front-code-unknown-do = If this is your firm, look up the present code in the portal for firms and take the old poster down.
front-code-promise = This page never asks you to pay, to install or to enter anything.
front-code-officers = Officers: sign in to go on and record the visit.
front-code-continue = Officers: continue
