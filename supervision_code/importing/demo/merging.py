"""Tasks of the published plans, brought together by the rule that the worker follows."""

from sqlalchemy.orm import Session

from supervision_code.importing.demo.scene import Scene
from supervision_code.persistence import inbox
from supervision_code.persistence.merging_deciding import decide
from supervision_code.persistence.merging_reading import firms_waiting, read_firms
from supervision_code.persistence.merging_rules import RulesOfToday
from supervision_code.persistence.merging_storing import agencies_told, store


def bring_together(session: Session, scene: Scene, of_today: RulesOfToday) -> None:
    """Propose the visits that all waiting tasks come to, and tell the agencies."""
    session.flush()
    rules = of_today.rules(session)
    today = rules.frame.first
    firms = firms_waiting(session, today, rules.frame.first_in_time)
    decisions = [decide(firm, rules) for firm in read_firms(session, firms, today)]
    store(session, decisions, today, scene.now)
    for (agency, leads), number in agencies_told(decisions).items():
        key = "inbox-proposals-lead" if leads else "inbox-proposals-invited"
        inbox.put(session, inbox.to_agency(agency), key, scene.now, facts={"number": number}, link="/proposals")
