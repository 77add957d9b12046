"""Forms as Prefect serves them: what they offer, and what becomes of one filled in."""

from typing import Any
from uuid import UUID, uuid4

from flows.submitting import deployment_id, submit_once
from schemas import words
from tests.flows.processes import until
from tests.flows.product import Product


def offered(product: Product, name: str, field: str = "agency") -> list[str]:
    """Return what the field of a form offers."""
    full = f"{words.FLOWS[name]}/{name}"
    kept = product.run(lambda client: client.read_deployment_by_name(full))
    forms = kept.parameter_openapi_schema["definitions"].values()
    form = next(one for one in forms if field in one.get("properties", {}))
    place = form["properties"][field]
    return place.get("items", place).get("enum", [])


def submitted(product: Product, name: str, /, **given: Any) -> UUID:
    """Fill a form in, or start a flow that has none; return its run."""
    key, parameters = uuid4().hex, {"given": given} if given else {}

    async def work(client: Any) -> UUID:
        deployment = await deployment_id(client, f"{words.FLOWS[name]}/{name}")
        return await submit_once(client, deployment, key, parameters)

    return product.run(work)


def ended(product: Product, run: UUID) -> Any:
    """Return a run once it has ended."""

    def read() -> Any:
        return product.run(lambda client: client.read_flow_run(run))

    assert until(lambda: read().state.is_final(), 60)
    return read()


def filled(product: Product, name: str, /, **given: Any) -> Any:
    """Fill a form in, and return its run once it has ended."""
    return ended(product, submitted(product, name, **given))
