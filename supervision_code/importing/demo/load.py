"""Loads the demonstration city: registers, a year of visits, and what came of them, in one transaction."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from supervision_code.adapters.passwords import Passwords
from supervision_code.domain.days import day_of
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.importing.demo.accounts import AccountBook, the_password
from supervision_code.importing.demo.alert_work import work_on_alerts
from supervision_code.importing.demo.attending import attend, draw_portraits, store_attendance
from supervision_code.importing.demo.city import City, CitySize
from supervision_code.importing.demo.complaints import file_complaints
from supervision_code.importing.demo.emergencies import approve_emergencies, stage_emergency
from supervision_code.importing.demo.host import Host
from supervision_code.importing.demo.inspection_plans import draw_up_plans
from supervision_code.importing.demo.judging import judge_year
from supervision_code.importing.demo.merging import bring_together
from supervision_code.importing.demo.notices import tell_the_shop
from supervision_code.importing.demo.papers import Papers
from supervision_code.importing.demo.planned_visits import link_plans, store_plans
from supervision_code.importing.demo.policy import demonstration_policy
from supervision_code.importing.demo.quiet import disturb_the_quiet
from supervision_code.importing.demo.registers import store_city
from supervision_code.importing.demo.results import follow_up_results
from supervision_code.importing.demo.scene import DAYS, Scene
from supervision_code.importing.demo.second_steps import give_second_steps
from supervision_code.importing.demo.shop import SHOP_NAME
from supervision_code.importing.demo.staged import Log
from supervision_code.importing.demo.storing import store_visits
from supervision_code.importing.demo.story import tell_story
from supervision_code.importing.demo.tables import dice, read_texts
from supervision_code.importing.demo.void_requests import ask_to_void
from supervision_code.importing.demo.voiding import void_some
from supervision_code.importing.demo.year import stage_year
from supervision_code.importing.seeding import seed_districts
from supervision_code.persistence import rollups
from supervision_code.persistence.merging_rules import RulesOfToday
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.policy_book import PolicyBook

Progress = Callable[[int, int], None]
TOTAL: Final = 1000
"""What progress is counted in; each part has its share of it."""
_STAGED, _STORED, _JUDGED, _WORKED = 250, 560, 800, 900
_READ_AFTER: Final = timedelta(days=5)
_FOLDED_AT_ONCE: Final = 500


class CityRefused(Exception):
    """The database holds firms already; a demonstration must not be mixed with them."""


def load(supervision: Host, progress: Progress | None = None) -> None:
    """Load the city unless it is there already; its year of visits ends now. Raises CityRefused."""
    load_city(supervision, CitySize(), progress, Passwords())


def load_city(host: Host, size: CitySize, progress: Progress | None, passwords: Passwords) -> None:
    """Load a city of this size."""
    tell = progress or _nobody
    with host.database.begin() as session:
        wanted = _is_wanted(session)
    if wanted:
        seed_districts(host.database)
        in_force = demonstration_policy(host.settings, host.in_force)
        host.codes.publish_keys()
        host.policies.publish(in_force)
        with host.database.begin() as session:
            rules = RulesOfToday(host.clock, PolicyBook(in_force, host.clock), host.calendar)
            _fill(session, _scene(session, host, in_force, size, passwords), in_force, rules, size, tell)
    issued = 0
    for count in host.codes.issue_missing():
        issued += count
        tell(_WORKED + (TOTAL - _WORKED) * min(issued, size.firms) // size.firms, TOTAL)
    tell(TOTAL, TOTAL)


def _nobody(done: int, total: int) -> None:
    """Tell nobody."""


def _is_wanted(session: Session) -> bool:
    if session.scalar(select(Enterprise.id).where(Enterprise.name == SHOP_NAME).limit(1)) is not None:
        return False
    if session.scalar(select(Enterprise.id).limit(1)) is not None:
        raise CityRefused("the database holds firms already; load the demonstration into an empty one")
    return True


def _scene(session: Session, host: Host, in_force: PolicyInForce, size: CitySize, passwords: Passwords) -> Scene:
    now = host.clock.now()
    book = AccountBook(passwords, the_password(host.settings.data_folder), now)
    city: City = store_city(session, size, book, day_of(now))
    give_second_steps(session, book.given, host.box, host.settings.data_folder, now)
    return Scene(
        city=city,
        policy=in_force.policy,
        calendar=host.calendar,
        now=now,
        log=Log(in_force.policy.counting),
        texts=read_texts("texts.toml"),
        dice=dice("year"),
    )


def _fill(
    session: Session, scene: Scene, in_force: PolicyInForce, rules: RulesOfToday, size: CitySize, tell: Progress
) -> None:
    story = tell_story(scene)
    disturb_the_quiet(scene)
    stage_emergency(scene)
    stage_year(scene, size.visits, _part(tell, 0, _STAGED, DAYS))
    void_some(scene)
    plans, papers, attended = link_plans(scene, story), Papers(), attend(scene)
    store_visits(session, scene, papers, _part(tell, _STAGED, _STORED, len(scene.log.visits)))
    store_attendance(session, scene, papers, attended)
    draw_portraits(session, scene)
    store_plans(session, scene, plans)
    tell_the_shop(session, scene, papers)
    judge_year(session, scene, PolicyTimeline.always(in_force), papers, _part(tell, _STORED, _JUDGED, size.firms))
    work_on_alerts(session, scene, story, papers)
    file_complaints(session, scene, story)
    follow_up_results(session, scene, story)
    approve_emergencies(session, scene, papers)
    ask_to_void(session, scene, papers)
    papers.file(session, scene.now)
    draw_up_plans(session, scene, PolicyTimeline.always(in_force))
    bring_together(session, scene, rules)
    session.flush()
    _read_what_is_old(session, scene)
    while rollups.fold(session, scene.now, _FOLDED_AT_ONCE):
        pass
    tell(_WORKED, TOTAL)


def _part(tell: Progress, first: int, last: int, whole: int) -> Callable[[int], None]:
    """Return what turns the progress of one part into that of the whole."""
    return lambda done: tell(first + (last - first) * done // max(whole, 1), TOTAL)


def _read_what_is_old(session: Session, scene: Scene) -> None:
    session.execute(
        update(InboxMessage)
        .where(InboxMessage.at < scene.now - _READ_AFTER, InboxMessage.read_at.is_(None))
        .values(read_at=InboxMessage.at)
        .execution_options(synchronize_session=False)
    )
