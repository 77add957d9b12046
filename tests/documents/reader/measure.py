"""Print precision and recall of the reader, for each kind of item, over all papers."""

from collections import defaultdict

from ruamel.yaml import YAML

from tests.documents.reader.scoring import HOME, Score, items, read_paper, score


def measure(folder: str) -> dict[str, Score]:
    """Return the scores over the papers of a folder, each beside what it should say."""
    total: dict[str, Score] = defaultdict(Score)
    for expectation in sorted((HOME / folder).glob("*.yaml")):
        shapes = map(expectation.with_suffix, (".txt", ".docx"))
        paper = next(shape for shape in shapes if shape.exists())
        expected = YAML(typ="safe").load(expectation)
        for kind, one in score(items(read_paper(paper)), expected).items():
            total[kind] = total[kind] + one
    return total


def main() -> None:
    for folder in ("papers", "tried", "second"):
        print(f"\n{folder}")
        show(measure(folder))


def show(scores: dict[str, Score]) -> None:
    print(
        f"{'kind':<16}{'right':>7}{'read':>7}{'there':>7}{'precision':>11}{'recall':>8}"
    )
    for kind, one in scores.items():
        line = f"{kind:<16}{one.right:>7}{one.read:>7}{one.there:>7}"
        print(f"{line}{one.precision:>11.3f}{one.recall:>8.3f}")


if __name__ == "__main__":
    main()
