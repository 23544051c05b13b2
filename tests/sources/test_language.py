import io

import pytest

from annotations.sources import ReadOptions, read_source
from annotations.sources.language import language_of
from tests.stories import stories

FOREIGN = {
    "de": "Die Stadt hat am Freitag ihre einzige Brücke geschlossen, weil die Ingenieure Risse "
    "gefunden haben. Das sei nicht mehr sicher, sagte die Bürgermeisterin.",
    "fr": "La ville a fermé vendredi son seul pont, parce que les ingénieurs ont trouvé des "
    "fissures dans trois poutres. Ce n'est plus sûr, a dit la maire, et il faut que les habitants le sachent.",
    "es": "La ciudad cerró el viernes su único puente porque los ingenieros encontraron "
    "grietas en tres vigas. No es seguro, dijo la alcaldesa, y es una decisión que no se puede aplazar más.",
    "ru": "Город закрыл в пятницу свой единственный мост, потому что инженеры нашли трещины в трёх балках.",
    "zh": "由于工程师在三根主梁上发现裂缝，该市周五关闭了唯一的一座桥。市长说，这已经不安全了。",
    "ja": "技術者が三本の梁にひび割れを見つけたため、市は金曜日に唯一の橋を閉鎖した。",
    "ar": "أغلقت المدينة يوم الجمعة جسرها الوحيد بعد أن عثر المهندسون على شقوق في ثلاث عوارض رئيسية.",
}


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.headline)
def test_english_is_told_whatever_is_declared(story: object) -> None:
    text = story.main_text  # type: ignore[attr-defined]
    assert {language_of(text), language_of(text, "de-DE"), language_of(text, "en-GB"), language_of(text, "x")} == {"en"}


@pytest.mark.parametrize(("language", "text"), FOREIGN.items())
def test_other_languages_are_told(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text", ["", "Rain fell on Paris.", "Die, said the man.", "12 345 678", "Le Pen: la la la", "?!"]
)
def test_a_few_words_are_taken_for_english(text: str) -> None:
    assert language_of(text) == "en"


def test_a_text_in_another_language_is_read_and_said() -> None:
    notices: list[str] = []
    options = ReadOptions(notice=lambda message, hint: notices.append(f"{message} {hint}"))
    article = read_source("-", stdin=io.BytesIO(FOREIGN["de"].encode()), options=options)
    assert article.language == "de"
    assert notices == ["standard input: the text is in German. Only English texts are marked."]
