"""How each witness stands to each log."""

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision_code.domain.witnesses import WitnessProblem, WitnessState
from supervision_code.persistence.base import Base, Moment, word


class WitnessStanding(Base):
    """What a witness last answered; its cosignatures stand beside the checkpoints."""

    __tablename__ = "witness_standings"

    log_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    witness: Mapped[str] = mapped_column(String(200), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    """The size of the tree it knows, as far as it told us."""
    since: Mapped[Moment]
    """When we first asked it."""
    tried_at: Mapped[Moment]
    seen_at: Mapped[Moment | None]
    """When it last cosigned, by our clock."""
    state: Mapped[WitnessState] = mapped_column(word(WitnessState))
    problem: Mapped[WitnessProblem | None] = mapped_column(word(WitnessProblem))
