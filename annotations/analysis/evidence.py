"""What a name itself and its surroundings tell about what it names."""

import re
from collections.abc import Iterator

from annotations.analysis.gazetteer import Fact, Gazetteer
from annotations.analysis.mentions import Mention
from annotations.analysis.trimming import title_before
from annotations.models import EntityLabel

MODEL_WEIGHT = 1.0
KIND_WEIGHT = 3.0
"""The kind that a name spells out ("… University") outweighs a few opinions of the model."""
TITLE_WEIGHT = 3.0
FRAME_WEIGHT = 3.0
"""What words around a name that say what it is add: *the town of X*, *X province*."""
AGE_WEIGHT = 3.0
BODY_WEIGHT = 1.5
PLACE_WEIGHT = 1.0
"""What *in* before a name that may be a place adds; a province after it (*Salem, Oregon*) three times that."""
SHAPE_WEIGHT = 1.5
FACT_WEIGHT = 0.5
"""A name with several meanings; one with a single meaning needs no vote."""

_KINDS: tuple[tuple[EntityLabel, re.Pattern[str]], ...] = (
    (
        "LAW",
        re.compile(r"\b(?:Act|Bill|Treaty|Constitution|Amendment|Convention on .*|Protocol|Accords?|Laws?)$|\w v\. \w"),
    ),
    ("GPE", re.compile(r"^(?:Northern|Southern|Eastern|Western|Middle|Central) District of \w+$")),
    (
        "ORG",
        re.compile(
            r"\b(?:Inc|Inc\.|Corp|Corp\.|Corporation|Company|Co\.|Ltd|Ltd\.|LLC|PLC|plc|GmbH|AG|Group|Holdings|Airlines|"
            r"Airways|Bank|Ministry|Department|Agency|Administration|Authority|Commission|Committee|Council|Congress|"
            r"Parliament|Assembly|Senate|Court|Party|Union|Association|Federation|Confederation|League|Foundation|"
            r"Institute|Institution|Center|Centre|University|College|School|Academy|Hospital|Society|Organi[sz]ation|Office|Bureau|"
            r"Service|Services|Police|Army|Navy|Force|Forces|Corps|Brigade|Brigades|Front|Movement|Alliance|Coalition|"
            r"Times|Post|Herald|Tribune|Gazette|Telegraph|Guardian|Newspaper|News|Magazine|Press|Television|Radio|FC|"
            r"United F\.?C\.?|Club|Industries|Technologies|Systems|Pharmaceuticals|Motors|Energy|Petroleum|Insurance|"
            r"Capital|Partners|Associates|Observatory|Initiative|Trust|Fund|Board|Construction|Studios|Records|Comics|Pictures|"
            r"Entertainment|Productions|Network|Media|Broadcasting|Orchestra|Laboratory|Secretariat|Directorate|Regiment|"
            r"Battalion|Squadron|Embassy|Consulate|Chamber|Forum|Panel|Tribunal|Stock Exchange|Guild|Consortium|Clinic|"
            r"Chronicle|Journal|Shimbun|Enterprises|Logistics|Shipping|Telecom|Rifles|Constabulary)$"
            r"|^(?:Ministry|Department|University|Bank|House|Institute|Bureau|Office|Court|College|Port Authority) "
            r"(?:of|for) "
        ),
    ),
    (
        "LOC",
        re.compile(
            r"\b(?:National Park|Wildlife Refuge|Nature Reserve|Sea|Ocean|River|Mountains?|Valley|Desert|Peninsula|"
            r"Strait|Straits|Gulf|Basin|Glacier|Reef|Canyon)$"
            r"|^(?:Mount|Mt\.?|Lake|Gulf of|Bay of|Sea of|Strait of|Cape) \w"
        ),
    ),
    (
        "FAC",
        re.compile(
            r"\b(?:Airport|Airfield|Prison|Stadium|Bridge|Tunnel|Cathedral|Mosque|Church|Temple|Palace|Castle|Tower|Hotel|"
            r"Square|Street|Avenue|Highway|Boulevard|Dam|Plaza|Arena|Museum|Terminal|Camp|Theatre|Zoo|Monument|"
            r"Cemetery|Roundabout)$|^(?:Camp|Route) "
        ),
    ),
    (
        "EVENT",
        re.compile(
            r"\b(?:Olympics|Olympic Games|Paralympics|World Cup|Championships?|Grand Prix|Games|War|"
            r"World War (?:I|II|One|Two)|"
            r"Summit|Conference|Festival|Expo|Comic-?[Cc]on|Trophy|Grand Slam|Open|Tournament|Marathon|Revolution|"
            r"Uprising|Operation \w+)$"
            r"|^(?:Hurricane|Cyclone|Typhoon|Tropical Storm|Operation|Battle of) [A-Z]"
            r"|\bNational Convention$"
        ),
    ),
    (
        "WORK_OF_ART",
        re.compile(
            r"\b(?:Prize|Awards?|Medal of \w+|Oscars?)$|^(?:Nobel|Pulitzer) |^(?:Order|Legion) of |"
            r"\bLegion of Honou?r$|^Bharat Ratna$|^Padma \w+$|^Victoria Cross$"
        ),
    ),
)
_COINED = frozenset({"PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
_TITLED_BEFORE = re.compile(
    r"\b(?:film|movie|sitcom|(?:TV|television|radio|drama|comedy|web) (?:series|show)|series|documentary|novel|book|"
    r"memoir|album|song|single|musical|opera|painting|video game|podcast|soap opera|thriller|biopic)"
    r"(?:,? (?:called|titled|entitled))? [\"“‘']?(?:The |A )?$"
)
_CAMEL_CASE = re.compile(r"(?!Mc|Mac|De|Di|Du|La|Le|Lo|O[’'])[A-Z][a-z]+[A-Z][A-Za-z]+$")
_CAPITALS = re.compile(r"[A-Z]{3,6}$")
_WIDER = re.compile(r", ((?:[A-Z][a-z]+ ){0,2}[A-Z][a-z]+)\b")
_PLACE_NOUN = (
    r"(?:town|city|village|hamlet|province|district|county|capital|municipality|prefecture|suburb|township|"
    r"governorate|commune|upazila|settlement)"
)
_PLACE_BEFORE = re.compile(rf"\b{_PLACE_NOUN} of $")
_PLACE_AFTER = re.compile(
    rf" {_PLACE_NOUN}\b(?! (?:council|court|attorney|police|hall|government|judge|school|hospital))"
)
_SITE = re.compile(
    r" (?:Hall|Lane|Park|Road|Drive|Mall|Gardens?|Corner|House|Cent(?:er|re)|Field|Memorial|Interchange)$"
)
_AT = re.compile(r"\b(?:in|at|on|near|from|to|outside) (?:the )?$")
_BODY_BEFORE = re.compile(
    r"\b(?:company|group|party|bank|firm|airline|newspaper|daily|agency|team|club|side|giant|maker|operator|network|"
    r"union|organi[sz]ation|charity|channel|magazine|website|platform|militia|startup|developer|retailer|carrier|"
    r"broadcaster|utility|watchdog|manufacturer|supplier|foundation|think tank) $"
)
_BODY_AFTER = re.compile(
    r"(?:['’]s)? (?:CEO|chief executive|chair(?:man|woman|person)?|spokes(?:man|woman|person)|board|shares|"
    r"employees|headquarters|subsidiary|newspaper|magazine|airlines?|group|party|news agency|Ltd)\b"
)
_OWNED = re.compile(
    r" (?:administration|affair|campaign|government|regime|family|presidency|era|trial|case|scandal|clan|dynasty|camp|"
    r"team|brothers)\b"
)
_AGE_AFTER = re.compile(r",? (?:\(\d\d\)|aged \d\d|\d\d,)")
_PLACING = (" in ", " at ", " from ", " near ", "In ")
_PERSON_SHAPE = re.compile(
    r"[A-Z][\w’'.-]*(?: (?:[A-Z][\w’'.-]*|de|da|del|della|di|bin|ibn|al|el|van|von|der|den|la|le))+"
)


def votes(text: str, mention: Mention, facts: Gazetteer) -> Iterator[tuple[EntityLabel, float]]:
    """Yield labels that speak for themselves at this mention, with their weights; first the model's own."""
    yield mention.label, MODEL_WEIGHT
    name = text[mention.start : mention.end]
    kind = kind_of(name)
    if kind:
        yield kind, KIND_WEIGHT
    if _TITLED_BEFORE.search(text, max(0, mention.start - 40), mention.start):
        yield "WORK_OF_ART", FRAME_WEIGHT
    fact = facts.fact(name)
    if (_CAMEL_CASE.match(name) and mention.label not in _COINED) or (
        mention.label == "PERSON" and _CAPITALS.match(name)
    ):
        yield "ORG", SHAPE_WEIGHT
    yield from _place_votes(text, mention, fact, facts)
    if fact:
        yield fact.label, FACT_WEIGHT
    elif title_before(text, mention.start, facts) and not kind:
        yield "PERSON", TITLE_WEIGHT
    if not kind and not fact and mention.label not in _COINED:
        yield from _name_votes(text, mention, name, facts)


def _name_votes(text: str, mention: Mention, name: str, facts: Gazetteer) -> Iterator[tuple[EntityLabel, float]]:
    several = " " in name
    if (mention.label != "PERSON" and _SITE.search(name)) or (mention.label == "NORP" and several):
        return
    if name.partition(" ")[0] not in facts.given_names and (not several or looks_personal(name)):
        if _AGE_AFTER.match(text, mention.end):
            yield "PERSON", AGE_WEIGHT
        else:
            yield from _frame_votes(text, mention)


def _frame_votes(text: str, mention: Mention) -> Iterator[tuple[EntityLabel, float]]:
    is_body = (
        _BODY_BEFORE.search(text, max(0, mention.start - 24), mention.start)
        or _BODY_AFTER.match(text, mention.end)
        or (
            mention.label == "PERSON"
            and text.endswith(("the ", "The "), 0, mention.start)
            and not _OWNED.match(text, mention.end)
        )
    )
    if is_body:
        yield "ORG", BODY_WEIGHT


def _place_votes(
    text: str, mention: Mention, fact: Fact | None, facts: Gazetteer
) -> Iterator[tuple[EntityLabel, float]]:
    wider = _WIDER.match(text, mention.end)
    known = facts.fact(wider[1]) if wider else None
    if known and known.label == "GPE" and mention.label in ("PERSON", "GPE", "LOC", "FAC"):
        yield "GPE", 3 * PLACE_WEIGHT
    if mention.label != "NORP" and (
        _PLACE_BEFORE.search(text, max(0, mention.start - 24), mention.start) or _PLACE_AFTER.match(text, mention.end)
    ):
        yield "GPE", FRAME_WEIGHT
    if _SITE.search(text[mention.start : mention.end]) and _AT.search(text, max(0, mention.start - 8), mention.start):
        yield "FAC", FRAME_WEIGHT
    place: EntityLabel | None = fact.label if fact and fact.label in ("GPE", "LOC") else None
    if place and text[max(0, mention.start - 6) : mention.start].endswith(_PLACING):
        yield place, PLACE_WEIGHT


def kind_of(name: str) -> EntityLabel | None:
    """Return the label that a name of several words spells out, or None."""
    if " " not in name:
        return None
    return next((label for label, pattern in _KINDS if pattern.search(name)), None)


def looks_personal(name: str) -> bool:
    """Tell whether a name of several words has the shape of a person's."""
    return _PERSON_SHAPE.fullmatch(name) is not None and len(name.split()) <= 5
