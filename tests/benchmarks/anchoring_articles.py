"""Articles of news-like shape for the anchoring benchmark, as numbered words so that the truth survives edits."""

from dataclasses import dataclass, field
from random import Random

PEOPLE = ("Ana Lima", "Jonas Beck", "Mara Okoye", "Piotr Zielak", "Noor Haddad", "Elin Strand", "Tomás Rey", "Li Wen")
LATER_PEOPLE = ("Ida Holm", "Sam Obi", "Rosa Vidal")
ROLES = ("the mayor", "a spokesman for the port", "the finance minister", "an engineer", "the union’s leader")
PLACES = ("Porto", "Gdynia", "the old harbour", "the northern district", "Malmö", "the valley", "Leuven")
THINGS = ("bridge", "ferry terminal", "tram line", "hospital", "reservoir", "school", "power station", "library")
VERBS = ("close", "repair", "sell", "rebuild", "inspect", "extend", "replace")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
TEMPLATES = (
    "{person} said on {day} that the {thing} in {place} would cost {n} million euros.",
    "“We will {verb} the {thing} before winter,” said {person}, {role}, “and nobody will lose a home over it.”",
    "The council of {place} voted {n} to {m} on {day} to {verb} the {thing}.",
    "According to {person}, {role}, about {n},{m}00 people use the {thing} every week.",
    "Prices in {place} have risen by {n}.{m} percent since the {thing} opened {m} years ago.",
    "“It is unsafe, and it has been unsafe for {n} years,” {person} told reporters in {place}.",
    "Work on the {thing} began in 19{n} and was never finished, records seen by the paper show.",
    "{person}, who grew up in {place}, doubts that anyone will {verb} the {thing} by {day}.",
    "Engineers found {n} cracks in the {thing}, twice as many as the {m} reported last spring.",
    "It was the third time in {m} years that {place} had to {verb} a {thing}.",
    "The {thing}’s owner denies this and says that {n} of {m}0 pumps are in working order.",
    "🚧 Closed until {day}: the road past the {thing} in {place}, {n} metres of it 👷🏽‍♀️.",
    "Only {n} percent of those asked in {place} trust the plan, a survey by {person} found.",
    "{person} asked: “Who pays for the {thing}?”",
    "{person} agreed.",
)
BOILERPLATE = (
    "The ministry declined to comment.",
    "The company did not respond to a request for comment.",
    "“This is not the end of the matter,” she said.",
    "Read more about the budget in our report on the harbour.",
)
SUBSTITUTES = ("roughly", "officials", "quickly", "harbour", "later", "council", "claimed", "several", "new", "costly")


@dataclass
class Sentence:
    """Words in order, each with its number in the first version, None for added ones."""

    key: int
    words: list[tuple[int | None, str]]

    @property
    def text(self) -> str:
        return " ".join(word for _, word in self.words)


@dataclass
class Version:
    """A version of an article: paragraphs of sentences."""

    paragraphs: list[list[Sentence]]
    plain_marks: bool = False
    line_end: str = "\n"
    next_key: int = 0
    copies: dict[str, list[int]] = field(default_factory=dict)
    """Keys of the copies made of a sentence, by its text."""

    def sentence(self, text: str) -> Sentence:
        self.next_key += 1
        return Sentence(self.next_key, list(enumerate(text.split())))

    def added(self, text: str) -> Sentence:
        sentence = self.sentence(text)
        sentence.words = [(None, word) for _, word in sentence.words]
        return sentence

    def copy(self, sentence: Sentence) -> Sentence:
        self.next_key += 1
        self.copies.setdefault(sentence.text, []).append(self.next_key)
        return Sentence(self.next_key, list(sentence.words))

    @property
    def text(self) -> str:
        text = "\n\n".join(" ".join(sentence.text for sentence in paragraph) for paragraph in self.paragraphs)
        return straight(text) if self.plain_marks else text


def straight(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def new_sentence(random: Random, *, added: bool = False) -> str:
    """Return a sentence; those added later have other names and numbers, lest chance give them the words of another."""
    return random.choice(TEMPLATES).format(
        person=random.choice(LATER_PEOPLE if added else PEOPLE),
        role=random.choice(ROLES),
        place=random.choice(PLACES),
        thing=random.choice(THINGS),
        verb=random.choice(VERBS),
        day=random.choice(DAYS),
        n=random.randint(11, 98) + 100 * added,
        m=random.randint(2, 9) + 10 * added,
    )


def new_article(random: Random) -> Version:
    """Return an article of 8 to 24 paragraphs with a headline, in which some sentences and paragraphs stand twice."""
    version = Version([])
    version.paragraphs.append([version.sentence(new_sentence(random).rstrip(".").replace("“", "").replace("”", ""))])
    for _ in range(random.randint(8, 24)):
        paragraph = [version.sentence(new_sentence(random)) for _ in range(random.randint(1, 5))]
        if random.random() < 0.15:
            paragraph.insert(random.randint(0, len(paragraph)), version.sentence(random.choice(BOILERPLATE)))
        version.paragraphs.append(paragraph)
    if random.random() < 0.3:
        repeated = random.choice(random.choice(version.paragraphs)).text
        paragraph = random.choice(version.paragraphs[1:])
        paragraph.insert(random.randint(0, len(paragraph)), version.sentence(repeated))
    if random.random() < 0.1:
        repeated_paragraph = [version.sentence(sentence.text) for sentence in random.choice(version.paragraphs)]
        version.paragraphs.insert(random.randint(1, len(version.paragraphs)), repeated_paragraph)
    return version
