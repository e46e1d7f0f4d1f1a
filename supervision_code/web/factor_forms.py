"""Forms that take a second factor or, to confirm who one is, the password."""

from uuid import UUID

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import Length

from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.second_factors import StepPurpose
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.forms import Form, strip
from supervision_code.web.messages import lazy_t, t

_CODE_FIELD = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
_RECOVERY_FIELD = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class SecondStepForm(Form):
    """Whichever of the three is filled in."""

    code = StringField(
        lazy_t("factor-code"),
        description=lazy_t("factor-code-hint"),
        validators=[Length(max=40)],
        render_kw=_CODE_FIELD,
    )
    recovery = StringField(
        lazy_t("factor-recovery-code"),
        description=lazy_t("factor-recovery-code-hint"),
        filters=[strip],
        validators=[Length(max=60)],
        render_kw=_RECOVERY_FIELD,
    )
    passkey = HiddenField(validators=[Length(max=20_000)])

    def shown(self, account_id: UUID, roles: frozenset[Role]) -> Actor | None:
        """Return the actor when what was shown is right; else the form says why not."""
        steps, purpose = supervision().second_steps, StepPurpose.SIGN_IN
        if self.passkey.data:
            answer = self.passkey.data
            return self.carry_out(lambda: steps.by_passkey(account_id, answer, roles, purpose))
        if self.recovery.data:
            letters = self.recovery.data
            return self.carry_out(lambda: steps.by_recovery_code(account_id, letters, roles, purpose))
        digits = self.code.data or ""
        if not digits.strip():
            self.problems.append(t("factor-code-missing"))
            return None
        return self.carry_out(lambda: steps.by_code(account_id, digits, roles, purpose))


class ConfirmForm(Form):
    """Password or second factor of who is signed in; its fields are told from those of the form it interrupts."""

    class Meta(Form.Meta):
        """The request is checked as a whole; the interrupted form brings its own token."""

        csrf = False

    password = PasswordField(
        lazy_t("confirm-password"), validators=[Length(max=200)], render_kw={"autocomplete": "current-password"}
    )
    code = StringField(
        lazy_t("factor-code"),
        description=lazy_t("factor-code-hint"),
        validators=[Length(max=40)],
        render_kw=_CODE_FIELD,
    )
    passkey = HiddenField(validators=[Length(max=20_000)])

    def __init__(self) -> None:
        super().__init__(prefix="confirm-")

    def holds(self) -> bool:
        """Say whether what was given is right; if not, the form says why."""
        actor = current_actor()
        roles, purpose, steps = frozenset({actor.role}), StepPurpose.CONFIRM, supervision().second_steps
        if self.passkey.data:
            answer = self.passkey.data
            return self.carry_out(lambda: steps.by_passkey(actor.account_id, answer, roles, purpose)) is not None
        if (self.code.data or "").strip():
            digits = self.code.data or ""
            return self.carry_out(lambda: steps.by_code(actor.account_id, digits, roles, purpose)) is not None
        if not self.password.data:
            self.problems.append(t("confirm-missing"))
            return False
        password = self.password.data
        return self.succeeds(lambda: supervision().sign_ins.confirm(actor, password))
