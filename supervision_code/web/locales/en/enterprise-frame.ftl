# The enterprise portal's navigation and what several of its pages say.

enterprise-nav-today = Today
enterprise-nav-code = My code
enterprise-nav-visits = Log
enterprise-nav-complaints = Complain

# Between the names of a list.
enterprise-list-mark = {", "}

enterprise-rights = When somebody comes to inspect, you may
enterprise-rights-code = ask them to scan your supervision code before they begin;
enterprise-rights-certificate = ask for their enforcement certificates and compare name and number; usually { $officers } or more certified officers are needed;
enterprise-rights-basis = ask what is inspected and by which law;
enterprise-rights-refuse = refuse when the item is not published or they have no certificate;
enterprise-rights-owner = go on without the legal representative: they must not insist on it;
enterprise-rights-cost = give no presents or meals, bear no cost of the inspection and choose your own intermediary;
enterprise-rights-complain = complain when something is wrong. The agency cannot see who complained.
enterprise-rights-basis-note = Basis: General Office of the State Council, 2024, No. 54. The number of officers follows Chongqing decree 375; the Shenzhen text was not read.
