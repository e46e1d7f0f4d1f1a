"""The door to WebAuthn: options for the browser, and what its answers are worth."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from supervision_code.domain.challenges import GOOD_FOR

_PATIENCE_MS: Final = int(GOOD_FOR.total_seconds()) * 1000
_LONGEST_ANSWER: Final = 20_000
_LONGEST_ID: Final = 1400
_WRONG: Final = (
    WebAuthnException,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""What the library raises at an answer that is not one; some of it escapes its own family of errors."""


class PasskeyNotAccepted(Exception):
    """The browser's answer proves nothing; the text says why, for the log."""


class PasskeyCopied(PasskeyNotAccepted):
    """The authenticator's counter went back: somebody may hold a copy of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPasskey:
    """What to keep of a passkey; its id and public key in base64url."""

    credential_id: str
    public_key: str
    sign_count: int


class Passkeys:
    """Passkeys of one relying party: the host people see in their browser."""

    def __init__(self, public_url: str) -> None:
        host = urlsplit(public_url).hostname or ""
        number = _number_of(host)
        self.host = "localhost" if number is not None and number.is_loopback else host
        """Whom passkeys are bound to. An address of numbers cannot be one; this machine then goes by its name."""
        self.possible = number is None or number.is_loopback
        """Whether people reach the product under a name at all."""
        self._origin = public_url.replace(f"//{host}", f"//{self.host}", 1)

    @property
    def origin(self) -> str:
        """Return where the pages must be opened for passkeys to work."""
        return self._origin

    def registration_options(
        self, challenge: bytes, account_id: UUID, username: str, name: str, product: str, known: Iterable[str]
    ) -> str:
        """Return what ``navigator.credentials.create`` wants, as JSON: a resident key, with user verification."""
        options = webauthn.generate_registration_options(
            rp_id=self.host,
            rp_name=product,
            user_id=account_id.bytes,
            user_name=username,
            user_display_name=name,
            challenge=challenge,
            timeout=_PATIENCE_MS,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=_descriptors(known),
        )
        return webauthn.options_to_json(options)

    def assertion_options(self, challenge: bytes, known: Iterable[str]) -> str:
        """Return what ``navigator.credentials.get`` wants, as JSON."""
        options = webauthn.generate_authentication_options(
            rp_id=self.host,
            challenge=challenge,
            timeout=_PATIENCE_MS,
            allow_credentials=_descriptors(known),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return webauthn.options_to_json(options)

    def challenge_in(self, answer: str) -> bytes:
        """Return the challenge a browser's answer speaks of. Raises PasskeyNotAccepted."""
        try:
            data = _parsed(answer)["response"]["clientDataJSON"]
            return parse_client_data_json(base64url_to_bytes(data)).challenge
        except _WRONG as problem:
            raise PasskeyNotAccepted("no challenge in it") from problem

    def credential_in(self, answer: str) -> str:
        """Return the id of the passkey an answer comes from. Raises PasskeyNotAccepted."""
        try:
            return str(_parsed(answer)["id"])
        except _WRONG as problem:
            raise PasskeyNotAccepted("no passkey named in it") from problem

    def registered(self, answer: str, challenge: bytes) -> NewPasskey:
        """Return the new passkey an answer proves. Raises PasskeyNotAccepted."""
        try:
            proven = webauthn.verify_registration_response(
                credential=_parsed(answer),
                expected_challenge=challenge,
                expected_rp_id=self.host,
                expected_origin=self._origin,
                require_user_verification=True,
            )
        except _WRONG as problem:
            raise PasskeyNotAccepted(str(problem)) from problem
        credential_id = bytes_to_base64url(proven.credential_id)
        if len(credential_id) > _LONGEST_ID:
            raise PasskeyNotAccepted("its id is too long")
        return NewPasskey(
            credential_id=credential_id,
            public_key=bytes_to_base64url(proven.credential_public_key),
            sign_count=proven.sign_count,
        )

    def asserted(self, answer: str, challenge: bytes, passkey: NewPasskey) -> int:
        """Return the counter after an answer of this passkey. Raises PasskeyNotAccepted, PasskeyCopied."""
        if self.credential_in(answer) != passkey.credential_id:
            raise PasskeyNotAccepted("it comes from another passkey")
        try:
            proven = webauthn.verify_authentication_response(
                credential=_parsed(answer),
                expected_challenge=challenge,
                expected_rp_id=self.host,
                expected_origin=self._origin,
                credential_public_key=base64url_to_bytes(passkey.public_key),
                credential_current_sign_count=0,
                require_user_verification=True,
            )
        except _WRONG as problem:
            raise PasskeyNotAccepted(str(problem)) from problem
        # Synchronised passkeys do not count: both stay nought.
        if (proven.new_sign_count or passkey.sign_count) and proven.new_sign_count <= passkey.sign_count:
            raise PasskeyCopied(f"counter {proven.new_sign_count} after {passkey.sign_count}")
        return proven.new_sign_count


def _parsed(answer: str) -> dict[str, dict[str, str]]:
    if len(answer) > _LONGEST_ANSWER:
        raise ValueError("too long for an answer")
    found: dict[str, dict[str, str]] = json.loads(answer)
    return found


def _descriptors(known: Iterable[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known]


def _number_of(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
