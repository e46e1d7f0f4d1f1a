"""People of the demonstration as the product sees them when they act."""

from supervision_code.domain.permissions import Actor
from supervision_code.persistence.models.accounts import Account


def actor_of(account: Account) -> Actor:
    """Return who acts with an account."""
    return Actor(
        account_id=account.id,
        role=account.role,
        name=account.name,
        agency=account.agency,
        officer_id=account.officer_id,
        district=account.district,
    )
