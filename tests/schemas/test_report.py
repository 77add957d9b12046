import pytest
from pydantic import ValidationError

from schemas.report import WrittenReport


@pytest.mark.parametrize("written", [1250, "1.250", "4,2 tỷ"])
def test_a_figure_is_kept_as_people_wrote_it(written: object) -> None:
    given = WrittenReport.model_validate({"figures": {"gifts": written}})
    assert given.figures == {"gifts": f"{written}"}


@pytest.mark.parametrize("written", [1.25, True, None, []])
def test_what_yaml_made_of_a_figure_is_no_figure(written: object) -> None:
    with pytest.raises(ValidationError, match="stands in quotes"):
        WrittenReport.model_validate({"figures": {"gifts": written}})
