"""The pages of Prefect that belong to a campaign, by what they are for."""

from flows.links import artifact_link, board_link, dashboard_link


def campaign_pages(ui: str, campaign: str) -> dict[str, str]:
    """Return the addresses that need no id of Prefect's own."""
    return {
        "board": board_link(ui, campaign),
        "overdue": board_link(ui, f"{campaign}:overdue"),
        "dashboard": dashboard_link(ui, campaign),
        "picture": artifact_link(ui, artifact_key(campaign, "board")),
        "timeline": artifact_link(ui, artifact_key(campaign, "timeline")),
        "morning": artifact_link(ui, artifact_key(campaign, "morning")),
        "reports": artifact_link(ui, artifact_key(campaign, "reports")),
        "weekly": artifact_link(ui, artifact_key(campaign, "weekly")),
    }


def artifact_key(campaign: str, what: str) -> str:
    """Return the key of a campaign's picture: of `[a-z0-9-]`, so no dots."""
    return f"{campaign.replace('.', '--')}-{what}"
