"""The operations of the machine interface, one file for each noun."""

from typing import Final

from supervision_code.api.views.field_packages import field_packages
from supervision_code.api.views.keys import keys
from supervision_code.api.views.ledger import ledger
from supervision_code.api.views.me import me
from supervision_code.api.views.photos import photos
from supervision_code.api.views.receipts import receipts
from supervision_code.api.views.visit_events import visit_events

BLUEPRINTS: Final = (visit_events, photos, receipts, field_packages, ledger, keys, me)
