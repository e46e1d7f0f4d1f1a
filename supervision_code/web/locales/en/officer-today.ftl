# The officer's first page and the words of the navigation.

officer-nav-today = Today
officer-nav-scan = Scan
officer-nav-visits = Records
officer-nav-plans = Planned visits
officer-nav-alerts = To explain
officer-nav-inbox = Messages
officer-nav-account = Account

officer-today-title = Today
officer-today-greeting = Hello, { $name }
officer-today-scan = Scan a firm's code
officer-today-waiting = To be done now
officer-today-nothing = Nothing waits for you
officer-today-nothing-next = At a firm: scan first, then inspect.
officer-today-on-site = On site
officer-today-ahead = What comes next
officer-today-plans = Planned visits
officer-today-search = Find a firm
officer-today-figure-under-way = Under way
officer-today-figure-month = Visits this month
officer-today-figure-planned = Planned visits
officer-today-since = Arrived at { $time }, { $ago }
officer-today-leave = Leaving and result not recorded yet
officer-today-backfill = Late record of { $day }
officer-today-result = Result not recorded yet
officer-today-planned = Planned for today
officer-today-joined = Joining { $agency }: { $what }
officer-today-asked = A supervisor asks your agency to explain
officer-today-asked-by = Answer by { $day }
officer-today-asked-late = The answer is overdue
officer-today-overdue-plans =
    { $number ->
        [one] { $number } planned visit is past its day
       *[other] { $number } planned visits are past their day
    }
officer-today-overdue-plans-note = Make the visit or cancel it

certificate-standing-valid = Certificate { $number }
certificate-standing-ending = Certificate { $number }, valid until { $until }
certificate-standing-expired = The certificate ended on { $until }; cannot take part
certificate-standing-suspended = The certificate is suspended; cannot take part
certificate-standing-revoked = The certificate is revoked; cannot take part

officer-today-certificate-ending = Your certificate ends on { $day }
officer-today-certificate-expired = Your certificate ended on { $day }
officer-today-certificate-suspended = Your certificate is suspended
officer-today-certificate-revoked = Your certificate is revoked
officer-today-certificate-renew = Renew it soon: after that day you cannot record inspections.
officer-today-certificate-stop = You cannot record inspections now. Ask your agency.
