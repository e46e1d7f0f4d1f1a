"""Records that turned out wrong: visits registered twice, at the wrong firm, or to nobody; supervisors void them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from supervision_code.domain.days import day_of
from supervision_code.domain.identifiers import seeded_id
from supervision_code.domain.visits import DisputeGround, VisitKind
from supervision_code.importing.demo.scene import Scene
from supervision_code.importing.demo.staged import StagedVisit, Voiding

_TWICE: Final = 0.0006
_WRONG_FIRM: Final = 0.0003
_UPHELD: Final = 0.4
_OLD_ENOUGH: Final = timedelta(days=12)
_AT_LEAST: Final = 2


def void_some(scene: Scene) -> None:
    """Register a few visits twice and void what was wrong."""
    visits = scene.log.visits
    old = [v for v in visits if v.ending and not v.record.late and scene.now - v.recorded_at > _OLD_ENOUGH]
    counted = [v for v in old if v.record.kind is VisitKind.INSPECTION and v.firm is not scene.city.shop]
    for visit in scene.dice.sample(counted, max(_AT_LEAST, round(len(visits) * _TWICE))):
        _register_twice(scene, visit)
    wrong = scene.dice.sample(counted, max(_AT_LEAST, round(len(visits) * _WRONG_FIRM)))
    chosen = {visit.record.id for visit in wrong}
    for place, visit in enumerate(visits):
        if visit.voiding is None and visit.record.id in chosen:
            voiding = Voiding(at=_office_hour(scene, visit.recorded_at), reason=_why(scene, "wrong_firm"))
            visits[place] = replace(visit, voiding=voiding)
        elif _is_upheld(scene, visit):
            voided_at = _office_hour(scene, visit.objection.at if visit.objection else visit.recorded_at)
            visits[place] = replace(visit, voiding=Voiding(at=voided_at, reason=_why(scene, "nobody_came")))


def _is_upheld(scene: Scene, visit: StagedVisit) -> bool:
    said = visit.objection
    return (
        said is not None
        and said.ground is DisputeGround.NOBODY_CAME
        and scene.now - said.at > _OLD_ENOUGH
        and scene.dice.random() < _UPHELD
    )


def _register_twice(scene: Scene, visit: StagedVisit) -> None:
    start = visit.record.started_at + timedelta(minutes=scene.dice.uniform(1.5, 5))
    record = replace(
        visit.record,
        id=seeded_id(start, scene.dice.getrandbits(74)),
        scan_id=seeded_id(start, scene.dice.getrandbits(74)),
        started_at=start,
        recorded_at=start,
        over_limit_reason=scene.say("over_limit", "any"),
    )
    voiding = Voiding(at=_office_hour(scene, start), reason=_why(scene, "duplicate"))
    scene.log.add(replace(visit, record=record, confirmed_at=None, objection=None, voiding=voiding))


def _why(scene: Scene, key: str) -> str:
    return scene.say("voids", key)


def _office_hour(scene: Scene, after: datetime) -> datetime:
    moment = scene.office_hour(day_of(after) + timedelta(days=scene.dice.randint(1, 6)))
    return min(moment, scene.now - timedelta(hours=1))
