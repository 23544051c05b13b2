"""`python -m annotations.training CORPORA`: make the bundled pipeline and the rules' weights, and measure them."""

import argparse
from pathlib import Path

from annotations.training import claim_worth, quote_confidence
from annotations.training.assemble import assemble, write_card
from annotations.training.corpora import convert
from annotations.training.measure import measure
from annotations.training.train import train

OUTPUT = Path(__file__).parents[1] / "pipelines" / "en_core_news_sm"
STAGES = ("convert", "syntax", "entities", "assemble", "confidence", "claims")


def main() -> None:
    """Run the stages asked for, in order; each leaves its result in the work folder or the package for the next."""
    parser = argparse.ArgumentParser(prog="python -m annotations.training", description=main.__doc__)
    parser.add_argument("corpora", type=Path, help="folder of the training and development data")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="folder for intermediate results")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="folder of the finished pipeline")
    parser.add_argument("--stages", nargs="+", choices=STAGES, default=STAGES)
    arguments = parser.parse_args()
    if "convert" in arguments.stages:
        convert(arguments.corpora, arguments.work)
    for part in ("syntax", "entities"):
        if part in arguments.stages:
            train(part, arguments.work)
    if "assemble" in arguments.stages:
        nlp = assemble(arguments.work)
        figures = measure(nlp, arguments.corpora)
        write_card(nlp, figures, arguments.output)
        print(f"{arguments.output}: {figures.summary()}")
    for stage, weights in (("confidence", quote_confidence), ("claims", claim_worth)):
        if stage in arguments.stages:
            print(weights.fit(arguments.corpora))


if __name__ == "__main__":
    main()
