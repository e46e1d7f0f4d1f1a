"""All pages of the own account, for a portal to mount."""

from typing import Final

from supervision_code.web.account import account
from supervision_code.web.confirm_page import confirm
from supervision_code.web.devices import devices
from supervision_code.web.factors import factors
from supervision_code.web.mail_address import mail_address
from supervision_code.web.own_data import own_data

ACCOUNT_PAGES: Final = (account, own_data, mail_address, factors, devices, confirm)
