"""The form that says who goes to a planned visit."""

from uuid import UUID

from wtforms import BooleanField, HiddenField, SelectMultipleField

from supervision_code.queries.assignments import AssignableOfficer, AssignmentPage
from supervision_code.web.filters import day
from supervision_code.web.forms import Form, uuid_of
from supervision_code.web.messages import lazy_t, t


class AssignmentForm(Form):
    """Officers of the own agency, and whether they go although they are expected elsewhere."""

    there = HiddenField()
    """Who went when the form was opened: their ids."""
    officers = SelectMultipleField(lazy_t("officer-assign-who"), validate_choice=False)
    despite = BooleanField(lazy_t("officer-assign-despite"))

    def offer(self, page: AssignmentPage) -> None:
        """Offer the agency's officers, who goes now first, with what stands against each."""
        going = {one.id for one in page.assigned}
        offered = sorted(page.officers, key=lambda one: one.id not in going)
        self.officers.choices = [(str(one.id), one.name) for one in offered]
        self.notes = {str(one.id): note_of(one) for one in page.officers}
        self.blocked = {str(one.id): _why_not(one) for one in page.officers if not one.certified}

    def show(self, page: AssignmentPage) -> None:
        """Fill in who goes now."""
        self.there.data = _ids_of(page)
        self.officers.data = [str(one.id) for one in page.assigned]

    def is_overtaken_by(self, page: AssignmentPage) -> bool:
        """Say whether others go by now than when the form was opened; shown that, the manager goes on from it."""
        seen, self.there.data = self.there.data, _ids_of(page)
        return seen is not None and seen != self.there.data

    @property
    def seen(self) -> frozenset[UUID] | None:
        """Return who went when the form was opened; None where it does not say so."""
        if self.there.data is None:
            return None
        ids = (uuid_of(text) for text in self.there.data.split())
        return frozenset(one for one in ids if one is not None)

    @property
    def chosen(self) -> frozenset[UUID]:
        """Return the officers chosen; what is no id is passed over."""
        known = {choice[0] for choice in self.officers.choices or ()}
        return frozenset(UUID(text) for text in self.officers.data or () if text in known)


class TakeForm(Form):
    """Whether one goes although one is expected elsewhere."""

    despite = BooleanField(lazy_t("officer-assign-despite"))


def _ids_of(page: AssignmentPage) -> str:
    return " ".join(sorted(str(one.id) for one in page.assigned))


def note_of(officer: AssignableOfficer) -> str:
    """Return what is to be known of an officer before he is chosen."""
    if officer.elsewhere:
        return t("officer-assign-elsewhere", firm=officer.elsewhere[0], number=len(officer.elsewhere))
    if officer.beside:
        return t("officer-assign-beside", firm=officer.beside[0], number=len(officer.beside))
    return t("officer-assign-free")


def _why_not(officer: AssignableOfficer) -> str:
    if officer.valid_until is None:
        return t("officer-assign-uncertified")
    return t("officer-assign-certificate-ends", day=day(officer.valid_until))
