# The poster for the firm's wall; it always speaks both languages.

poster-title = Supervision code of administrative enforcement
poster-call = Officers: scan first, then inspect
poster-serial = Credit code ends in
poster-generation = Version
poster-issued-on = Issued on
poster-official-domain = Official domain
poster-code-description = Supervision code of this firm
poster-scan-heading = For the officer app
poster-scan-text = Officers scan it on arrival, before they begin.
poster-money-heading = It asks no money
poster-money-text = The page behind it never asks for payment or personal data.
poster-check-heading = Check the domain
poster-check-text = If the address differs from the one above, do not trust it.
