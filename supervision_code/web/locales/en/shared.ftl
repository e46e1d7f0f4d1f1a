# What frames every page and belongs to no single noun.

shared-product = Supervision Code
shared-portal-enterprise = Enterprises
shared-portal-officer = Officers
shared-portal-supervisor = Supervision
shared-portal-public = Scan to enter

# One character, drawn like a seal.
shared-seal-enterprise = 企
shared-seal-officer = 执
shared-seal-supervisor = 督
shared-seal-public = 码

shared-skip = Skip to the content
shared-navigation = Main navigation
shared-menu = Menu
shared-unread = unread
shared-back = Back
shared-all = See all
shared-sign-out = Sign out
shared-theme = Light or dark
shared-close = Close
shared-print = Print
shared-copy = Copy
shared-copied = Copied
shared-offline = No network now; refresh when you are back online.
shared-failed = This was not done. Please check the network and try again; what you entered is still here.

shared-required = Required
shared-optional = Optional
shared-problems = Not saved. Please correct this first:
shared-problem-of = { $field }: { $problem }
shared-show-password = Show
shared-hide-password = Hide
shared-search = Search

shared-pages = Pages
shared-previous = Previous
shared-next = Next
shared-shown = { $shown } on this page
shared-shown-of = { $shown } on this page, { $total } in all

shared-level-good = Normal
shared-level-blue = Blue
shared-level-yellow = Yellow
shared-level-orange = Orange
shared-level-red = Red
shared-verdict-good = May be inspected
shared-verdict-reach = Would reach the limit
shared-verdict-exceed = Would exceed the limit
shared-verdict-refused = May not be inspected

shared-counted = Counted, number
shared-not-counted = Not counted
shared-voided = Voided
shared-step-done = done

shared-code-meta = Credit code ending { $tail } · version { $generation }
shared-code-alternative = Supervision code of { $name }, for officers to scan
shared-code-life = Live code, renewed every { $seconds } seconds
shared-error-reference = Please quote number { $reference } when you contact us.
