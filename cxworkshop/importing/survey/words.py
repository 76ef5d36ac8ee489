"""Words that answers and headings of survey files are recognised by, in English and Finnish; all compared
after `plain` of the method."""

from __future__ import annotations

import re
from typing import Final

NOT_APPLICABLE: Final = frozenset({
    "", "-", "--", ".", "na", "n/a", "n.a.", "#n/a", "null", "none", "nan", "not applicable",
    "does not apply", "no experience", "not used", "don't know", "dont know", "don’t know", "do not know",
    "dk", "cannot say", "can't say", "can’t say", "prefer not to say", "no answer", "skipped",
    "eos", "en osaa sanoa", "en osaa vastata", "ei osaa sanoa", "ei kokemusta", "en ole käyttänyt",
    "ei koske minua", "ei vastausta", "en halua vastata", "ei sovellu", "tyhjä", "puuttuu", "en tiedä",
})  # fmt: skip
_UNUSED: Final = re.compile(
    r"(?:en|emme|ei) (?:ole|olla) (?:\w+ ){0,3}\w+n[uy]t(?: .+)?|"
    r"(?:en|emme|ei) (?:asioi(?:nut|tu)?|käytä|käyttänyt|käytössä|käyttöä|tarvin(?:nut)?|kokemusta|"
    r"mielipidettä|muista|koske|relevantti|ajankohtai\w+)(?: .+)?|"
    r"(?:en|emme|ei) osaa (?:sanoa|vastata|arvioida)(?: .+)?|ei ole (?:kokemusta|mielipidettä)(?: .+)?|"
    r"(?:(?:i|we) )?(?:have(?: not|n['’]t)|did(?: not|n['’]t)|never|not)(?: yet| ever)? "
    r"(?:used?|visit(?:ed)?|contact(?:ed)?|experienced?|need(?:ed)?|tried|try|dealt|deal|been|relevant)"
    r"(?: .+)?|no (?:opinion|experience)(?: .+)?|not sure|unsure"
)
"""Says in other words that somebody had nothing to do with what is asked about."""


def is_not_applicable(said: str) -> bool:
    """Whether a plain text says that there is no answer."""
    return said in NOT_APPLICABLE or _UNUSED.fullmatch(said) is not None


NA_CODES: Final = frozenset({97, 98, 99, 998, 999, 9999, -99, -999})
"""Numbers that survey tools write for "not applicable"; only taken so outside the scale."""

_FIVE = (
    ("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"),
    ("täysin eri mieltä", "jokseenkin eri mieltä", "ei samaa eikä eri mieltä", "jokseenkin samaa mieltä",
     "täysin samaa mieltä"),
    ("completely disagree", "somewhat disagree", "neutral", "somewhat agree", "completely agree"),
    ("täysin eri mieltä", "osittain eri mieltä", "ei eri eikä samaa mieltä", "osittain samaa mieltä",
     "täysin samaa mieltä"),
    ("täysin eri mieltä", "eri mieltä", "en samaa enkä eri mieltä", "samaa mieltä", "täysin samaa mieltä"),
    ("very dissatisfied", "dissatisfied", "neither satisfied nor dissatisfied", "satisfied",
    "very satisfied"),
    ("erittäin tyytymätön", "tyytymätön", "ei tyytyväinen eikä tyytymätön", "tyytyväinen",
     "erittäin tyytyväinen"),
    ("very poor", "poor", "fair", "good", "very good"),
    ("erittäin huono", "huono", "kohtalainen", "hyvä", "erittäin hyvä"),
    ("very difficult", "difficult", "neither easy nor difficult", "easy", "very easy"),
    ("erittäin vaikeaa", "vaikeaa", "ei helppoa eikä vaikeaa", "helppoa", "erittäin helppoa"),
    ("clearly below expectations", "below expectations", "met expectations", "exceeded expectations",
     "clearly exceeded expectations"),
    ("selvästi alle odotusten", "alle odotusten", "vastasi odotuksia", "ylitti odotukset",
     "ylitti odotukset selvästi"),
)  # fmt: skip
FIVE_POINT: Final = {word: float(i) for words in _FIVE for i, word in enumerate(words, 1)}
YES_NO: Final = {
    "yes": 1.0, "y": 1.0, "true": 1.0, "kyllä": 1.0, "k": 1.0,
    "no": 0.0, "n": 0.0, "false": 0.0, "ei": 0.0, "e": 0.0,
}  # fmt: skip

HEADINGS: Final = {
    "touchpoint": ("touchpoint", "touch point", "contact point", "kosketuspiste", "asiointikohta"),
    "question": ("question", "measure", "metric", "kysymys", "mittari", "väittämä"),
    "answer": (
        "score", "answer", "rating", "value", "response", "grade", "nps", "csat", "ces", "arvosana",
        "vastaus", "arvio", "pisteet", "tulos", "arvo",
    ),
    "day": (
        "date", "day", "answered on", "answered at", "timestamp", "start date", "startdate", "end date",
        "enddate", "recorded date", "recordeddate", "created", "created at", "submitted", "submitted at",
        "date submitted", "start time", "completion time", "päivä", "pvm", "päivämäärä", "vastauspäivä",
        "vastausaika", "aikaleima", "ajankohta", "lähetetty", "kuukausi", "month", "response date",
        "responded on", "responded at", "completed on", "completed at", "received on", "received at",
        "submission date", "vastattu", "vastattu pvm", "vastaamispäivä", "palautettu", "tallennettu",
    ),
    "segment": (
        "segment", "customer group", "customer segment", "group", "asiakasryhmä", "ryhmä", "segmentti",
        "asiakastyyppi", "asiakassegmentti",
    ),
    "event": (
        "event", "event type", "situation", "transaction", "transaction type", "tapahtuma", "tapahtumatyyppi",
        "tilanne", "asiointityyppi",
    ),
    "status": ("status", "response type", "tila"),
    "times": (
        "count", "n", "answers", "responses", "frequency", "number of answers", "lukumäärä", "kpl",
        "vastauksia", "vastausten määrä",
    ),
    "counted_by": ("counted by",),
    "number": (
        "#", "no", "no.", "nr", "row", "row no", "row number", "serial number", "nro", "n:o", "rivi",
        "rivinro", "rivinumero", "järjestysnumero", "juokseva numero",
    ),
    "never": (
        "email", "e-mail", "mail", "name", "first name", "last name", "phone", "ip", "ip address",
        "ipaddress", "address", "id", "respondent", "respondent id", "respondentid", "collector id",
        "comment", "comments", "feedback", "recipient email", "recipientemail", "email address",
        "response id", "responseid", "partner", "finished", "progress", "duration (in seconds)", "user",
        "user id", "userid", "customer", "customer id", "customerid", "customer number",
        "externalreference", "locationlatitude", "locationlongitude", "latitude", "longitude", "age",
        "birth year", "order number", "free text", "dob",
        "vapaa teksti", "vapaa sana", "sähköposti", "sähköpostiosoite", "nimi", "etunimi", "sukunimi",
        "puhelin", "puhelinnumero", "osoite", "postinumero", "vastaaja", "vastaajan id", "vastaajatunnus",
        "asiakas", "asiakasnumero", "asiakastunnus", "kommentti", "kommentit", "palaute", "avoin vastaus",
        "avoin palaute", "kumppani", "hetu", "henkilötunnus", "ikä", "syntymävuosi", "tilausnumero",
    ),
}  # fmt: skip
"""What a column is for, by its heading. `never`: personal or free text; not read, not shown. `number`: of
the row."""
KINDS: Final = frozenset({
    "response", "response date", "open-ended response", "yes/no", "yes / no", "number", "text", "date",
    "vastaus", "vastauspäivä", "avoin vastaus", "kyllä/ei", "kyllä / ei", "luku", "teksti", "päivä",
})  # fmt: skip
"""What a row below the questions says of the answers of a column."""
_PEOPLE = (
    r"(?:customer|client|patient|member|guest|user|visitor|buyer|resident|tenant|student|pupil|passenger|"
    r"subscriber|consumer|respondent)(?:['’]?s)?"
)
_OF_PEOPLE = (
    r"(?:asiak|potila|jäsen|viera|käyttäj|kävij|asuk|vuokrala|oppila|opiskelij|matkustaj|tilaaj|kuluttaj|"
    r"vastaaj)\w*"
)
LIKE_HEADINGS: Final = (
    ("number", re.compile(
        r"(?:response|answer|survey|submission|record|entry|form|case) ?(?:no|nr|number|id|code)\W?|"
        r"(?:vastau|lomak|kysely|palaut|tapau)\w* ?(?:nro|n:o|numero|id|tunnus|tunniste)")),
    ("touchpoint", re.compile(
        r"(?:\w+ )?(?:touch ?point|contact point|kosketuspiste)(?: name)?|"
        r"name of (?:the )?touch ?point|kosketuspisteen nimi")),
    ("never", re.compile(
        rf"(?:{_PEOPLE}|contact) (?:name|no|nr|number|id|code)\W?|name of (?:the )?{_PEOPLE}|"
        rf"(?:.+ )?(?:full|family|given|middle|first|last|sur) ?name|(?:.+ )?(?:etu|suku|koko )nimi|"
        rf"(?:{_PEOPLE}|contact|work|home|mobile) (?:e-?mail|phone)(?: address| number)?|"
        rf"(?:tele)?phone number|(?:{_PEOPLE} )?(?:date of birth|birth ?date|birthday|born(?: on)?)|"
        rf"{_OF_PEOPLE} ?(?:nimi|numero|nro|tunnus|id|tunniste|puhelinnumero|sähköpostiosoite)|"
        rf"(?:{_OF_PEOPLE} )?(?:syntymä(?:aika|päivä|vuosi)|syntynyt)")),
    ("segment", re.compile(
        rf"(?:{_PEOPLE}|age) (?:group|segment|type|class|category|tier)|.+ segment|"
        rf"(?:{_OF_PEOPLE}|ikä) ?(?:ryhmä|segmentti|tyyppi|luokka)")),
    ("event", re.compile(
        r"(?:type|kind|reason) (?:of|for) (?:the )?(?:visit|contact|call|case|transaction|event)|"
        r"(?:visit|contact|call|case) (?:type|reason)|"
        r"(?:asioinnin|käynnin|yhteydenoton|puhelun|tapahtuman) (?:tyyppi|laji|syy|aihe)")),
    ("number", re.compile(
        r"(?:.+ )?(?:id|guid|uuid|tunniste)|"
        r"(?:ref|reference|viite) ?(?:no|nr|number|code|nro|numero|koodi)?\W?|"
        r"(?:ticket|order|invoice|session) (?:no|nr|number|code)\W?|"
        r"(?:tiketin|tilauksen|laskun|istunnon) (?:nro|numero|tunnus)")),
)  # fmt: skip
"""The same for headings that say it in more words: patient group, potilasryhmä."""
OF_ANSWERING: Final = (
    "answer", "respon", "submi", "completed", "completion", "record", "received", "filled",
    "vastau", "vastat", "vastaa", "lähet", "palaut", "tallen", "täyt",
)  # fmt: skip
"""Of the days of a file, the one on which somebody answered."""
TESTS: Final = frozenset({"survey preview", "survey test", "spam", "preview", "test", "testi", "esikatselu"})
TOTAL: Final = (
    r"[ \t]*(totals?|grand total|sum|mean|average|median|standard deviation|std\.? ?dev\.?|"
    r"(total )?(number|no\.?) of (respondents|responses|answers)|(total )?respondents|"
    r"yhteensä|kaikki yhteensä|summa|keskiarvo|ka\.|mediaani|keskihajonta|"
    r"(vastaajia|vastauksia)( yhteensä)?|(vastaajien|vastausten) (luku)?määrä)"
    r"[ \t]*:?[ \t]*[0-9]*[ \t]*"
)
"""The first cell of a row that sums up others, in any case; Python and the engine read the pattern alike."""
RECOMMEND: Final = ("recommend", "nps", "suosittel")
EASE: Final = ("ease", "easy", "effort", "helppo", "vaiva", "ces")
SATISFIED: Final = ("satisf", "tyytyväi", "csat")
TIME: Final = (
    "days",
    "hours",
    "minutes",
    "wait",
    "päivää",
    "tunti",
    "tuntia",
    "minuut",
    "odotusaika",
    "kesto",
)
MONEY: Final = ("eur", "€", "price", "cost", "margin", "hinta", "kate", "kustannu")


def has_word(text: str, words: tuple[str, ...]) -> bool:
    """Whether a plain text has a word that begins with one of these."""
    return any(re.search(rf"(?<![^\W_]){re.escape(word)}", text) for word in words)
