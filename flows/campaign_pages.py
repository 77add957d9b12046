"""The pages of Prefect that belong to a campaign, by what they are for."""

from flows.links import artifact_link, board_link, dashboard_link

_PICTURES = (
    "timeline",
    "morning",
    "reports",
    "weekly",
    "consolidated",
    "arming",
    "amendment",
    "rehearsal",
)


def campaign_pages(ui: str, campaign: str) -> dict[str, str]:
    """Return the addresses that need no id of Prefect's own."""
    return {
        "board": board_link(ui, campaign),
        "overdue": board_link(ui, f"{campaign}:overdue"),
        "dashboard": dashboard_link(ui, campaign),
        "picture": picture_link(ui, campaign, "board"),
        **{what: picture_link(ui, campaign, what) for what in _PICTURES},
    }


def picture_link(ui: str, campaign: str, what: str) -> str:
    """Return the page of a campaign's picture."""
    return artifact_link(ui, artifact_key(campaign, what))


def artifact_key(campaign: str, what: str) -> str:
    """Return the key of a campaign's picture: of `[a-z0-9-]`, so no dots."""
    return f"{campaign.replace('.', '--')}-{what}"
