# Today: what is urgent for the firm.

enterprise-today-title = Today
enterprise-today-messages = Messages
enterprise-today-account = Account
enterprise-today-show-code = Show my code
enterprise-today-under-way = An inspection is under way
enterprise-today-who = Who
enterprise-today-why = Why
enterprise-today-began = Since
enterprise-today-since = { $time }, { $relative }
enterprise-today-look = See who it is and why
enterprise-today-awaiting = Please check these records
enterprise-today-awaiting-until = Please check by { $day }
enterprise-today-answered = Answers to your complaints
enterprise-today-quiet = Nothing needs you now
enterprise-today-quiet-text = When somebody comes to inspect, you will see here who it is and why.
