"""The own mail address, in every portal: given, confirmed by a link in a mail, used for chosen reminders, removed."""

from typing import Final

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue
from wtforms import SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length

from supervision_code.domain.mails import LONGEST_ADDRESS
from supervision_code.domain.permissions import Permission
from supervision_code.domain.reminders import ReminderTopic
from supervision_code.queries.mails import OwnAddress
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.forms import Form, strip
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import label, lazy_t, t

mail_address = Blueprint("mail_address", __name__, url_prefix="/account/mail")

_PAGE: Final = "shared/mail/index.html"


class TopicsForm(Form):
    """Which reminders come by mail."""

    topics = SelectMultipleField(lazy_t("mail-topics"), validate_choice=False)

    def offer(self, own: OwnAddress) -> None:
        """Offer what there is to be reminded of."""
        self.topics.choices = [(topic.value, label(topic)) for topic in own.choices]

    @property
    def chosen(self) -> set[ReminderTopic]:
        """Return the topics chosen; what is none is passed over."""
        return {topic for topic in ReminderTopic if topic.value in (self.topics.data or ())}


class AddressForm(TopicsForm):
    """An address, and which reminders are to come there."""

    address = StringField(
        lazy_t("mail-address"),
        description=lazy_t("mail-address-hint"),
        filters=[strip],
        validators=[InputRequired(lazy_t("mail-address-missing")), Length(max=LONGEST_ADDRESS)],
        render_kw={"type": "email", "inputmode": "email", "autocomplete": "email", "spellcheck": "false"},
    )


class TokenForm(Form):
    """The token that came with the link."""

    token = StringField(validators=[InputRequired(), Length(max=64)])


@mail_address.get("")
@requires(Permission.ACCOUNT_SEE)
def index() -> ResponseReturnValue:
    """Show the own address and what comes there."""
    return _own_page(supervision().queries.mails.own(current_actor()))


@mail_address.get("/change")
@requires(Permission.ACCOUNT_SEE, fresh=True)
def change() -> ResponseReturnValue:
    """Ask for an address."""
    own = supervision().queries.mails.own(current_actor())
    wanted = own.topics or own.choices
    form = AddressForm(formdata=None, data={"address": own.address, "topics": [topic.value for topic in wanted]})
    return _change_page(form, own, 200)


@mail_address.post("/change")
@requires(Permission.ACCOUNT_SEE, fresh=True)
def offer() -> ResponseReturnValue:
    """Take an address; a mail asks whether it is the reader's."""
    form, actor = AddressForm(), current_actor()
    service, own = supervision().addresses, supervision().queries.mails.own(actor)
    if not form.validate() or not form.succeeds(lambda: service.offer(actor, form.address.data or "", form.chosen)):
        return _change_page(form, own, 422)
    flash(t("mail-asked", address=form.address.data or ""), "saved")
    return see_other("mail_address.index")


@mail_address.post("/topics")
@requires(Permission.ACCOUNT_SEE)
def choose() -> ResponseReturnValue:
    """Choose which reminders come by mail."""
    supervision().addresses.choose(current_actor(), TopicsForm().chosen)
    flash(t("mail-topics-saved"), "saved")
    return see_other("mail_address.index")


@mail_address.post("/remove")
@requires(Permission.ACCOUNT_SEE, fresh=True)
def remove() -> ResponseReturnValue:
    """Forget the address."""
    supervision().addresses.remove(current_actor())
    flash(t("mail-removed"), "saved")
    return see_other("mail_address.index")


@mail_address.get("/confirm")
@requires(Permission.ACCOUNT_SEE)
def confirm() -> ResponseReturnValue:
    """Ask for one tap more: programs that look into mails follow links, too."""
    form = TokenForm(formdata=None, data={"token": request.args.get("token", "")[:64]})
    return render("shared/mail/confirm.html", form=form, own=supervision().queries.mails.own(current_actor()))


@mail_address.post("/confirm")
@requires(Permission.ACCOUNT_SEE)
def take_confirmation() -> ResponseReturnValue:
    """Confirm the address by the token."""
    form = TokenForm()
    right = form.validate() and supervision().addresses.confirm(current_actor(), form.token.data or "")
    flash(t("mail-confirmed"), "saved") if right else flash(t("mail-not-confirmed"), "warning")
    return see_other("mail_address.index")


def _own_page(own: OwnAddress) -> ResponseReturnValue:
    form = TopicsForm(formdata=None, data={"topics": [topic.value for topic in own.topics]})
    form.offer(own)
    return render(_PAGE, own=own, form=form, mail_is_on=supervision().queries.mails.is_on)


def _change_page(form: AddressForm, own: OwnAddress, status: int) -> ResponseReturnValue:
    """Ask for an address; where no mail is sent nobody is asked for one, but told so."""
    if not supervision().queries.mails.is_on:
        return _own_page(own)
    form.offer(own)
    return render("shared/mail/change.html", status=status, form=form, own=own)
