import base64
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from flows.server import POLICY
from settings import Secret
from tests.flows.ground import Ground
from tests.flows.processes import Program

pytestmark = pytest.mark.prefect


@pytest.fixture
def password(ground: Ground) -> tuple[str, str]:
    return "campaign", ground.settings.secret(Secret.UI)


@pytest.fixture
def http(ground: Ground) -> httpx.Client:
    return httpx.Client(base_url=ground.settings.ui_address)


@pytest.mark.parametrize("path", ["flows/filter", "flow_runs/filter", "logs/filter"])
def test_without_the_password_nothing_is_told(http: httpx.Client, path: str) -> None:
    token = http.get("/api/csrf-token", params={"client": "x"})
    assert token.status_code == 401
    assert http.post(f"/api/{path}", json={}).status_code in {401, 403}
    assert http.get("/api/admin/settings").status_code == 401


def test_a_wrong_password_is_refused(http: httpx.Client) -> None:
    answer = http.get("/api/admin/version", auth=("campaign", "guess"))
    assert answer.status_code == 401


def test_with_password_and_token_the_server_answers(
    http: httpx.Client, password: tuple[str, str]
) -> None:
    given = http.get("/api/csrf-token", params={"client": "me"}, auth=password)
    headers = {
        "Prefect-Csrf-Client": "me",
        "Prefect-Csrf-Token": given.json()["token"],
    }
    answer = http.post("/api/flows/filter", json={}, headers=headers, auth=password)
    assert answer.status_code == 200


def test_a_password_alone_changes_nothing(
    http: httpx.Client, password: tuple[str, str]
) -> None:
    answer = http.post("/api/flows/filter", json={}, auth=password)
    assert (answer.status_code, answer.json()) == (
        403,
        {"detail": "Missing CSRF token."},
    )


@pytest.mark.parametrize(("ours", "allowed"), [(True, True), (False, False)])
def test_only_our_own_pages_may_call_from_a_browser(
    http: httpx.Client, ground: Ground, ours: bool, allowed: bool
) -> None:
    origin = ground.settings.ui_address if ours else "https://elsewhere.example"
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    answer = http.options("/api/flows/filter", headers=asked)
    assert (answer.headers.get("access-control-allow-origin") == origin) is allowed


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://elsewhere.example", 403),
        ("http://127.0.0.1:1", 403),
        ("null", 403),
        ("", 200),
    ],
)
def test_what_a_page_of_others_sends_is_refused_even_with_the_password(
    http: httpx.Client,
    password: tuple[str, str],
    ground: Ground,
    origin: str,
    status: int,
) -> None:
    headers = {"Origin": origin or ground.settings.ui_address}
    read = http.get("/api/admin/version", headers=headers, auth=password)
    assert read.status_code == status
    if status == 403:
        assert read.text == "another origin"
        assert read.headers["content-security-policy"] == POLICY
        plain = {**headers, "Content-Type": "text/plain"}
        sent = http.post("/api/flows/", content="{}", headers=plain, auth=password)
        assert (sent.status_code, sent.text) == (403, "another origin")


def test_of_many_who_write_at_once_none_is_turned_away(
    http: httpx.Client, password: tuple[str, str]
) -> None:
    given = http.get("/api/csrf-token", params={"client": "us"}, auth=password)
    headers = {
        "Prefect-Csrf-Client": "us",
        "Prefect-Csrf-Token": given.json()["token"],
    }

    def write(path: str, body: dict[str, object]) -> httpx.Response:
        return http.post(path, json=body, headers=headers, auth=password)

    http.timeout = httpx.Timeout(60)
    flow = write("/api/flows/", {"name": "writers"}).json()["id"]
    with ThreadPoolExecutor(16) as many:
        answers = list(
            many.map(lambda _: write("/api/flow_runs/", {"flow_id": flow}), range(160))
        )
    assert {answer.status_code for answer in answers} == {201}


@pytest.mark.parametrize("path", ["/v2/runs", "/v2/", "/api/health", "/api/missing"])
def test_every_answer_carries_the_policy(http: httpx.Client, path: str) -> None:
    answer = http.get(path, headers={"Accept": "text/html"})
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "server" not in answer.headers


def test_the_pages_find_the_server_wherever_they_were_opened(
    http: httpx.Client,
) -> None:
    told = http.get("/ui-settings").json()
    assert (told["api_url"], told["auth"], told["csrf_enabled"]) == (
        "/api",
        "BASIC",
        True,
    )


def test_a_web_socket_of_a_foreign_page_is_refused(ground: Ground) -> None:
    address = ground.settings.ui_address.replace("http", "ws")
    with (
        pytest.raises(InvalidStatus),
        connect(
            f"{address}/api/events/in",
            origin="https://elsewhere.example",
            subprotocols=["prefect"],
        ),
    ):
        pass


def test_a_web_socket_of_our_own_pages_is_let_in(ground: Ground) -> None:
    address = ground.settings.ui_address
    with connect(
        f"{address.replace('http', 'ws')}/api/events/out",
        origin=address,
        subprotocols=["prefect"],
    ) as socket:
        assert socket.subprotocol == "prefect"


def test_the_folder_of_the_server_is_ours_and_private(ground: Ground) -> None:
    home = ground.settings.var / "prefect"
    assert (home / "prefect.db").exists()
    assert (home / "ui").is_dir()
    assert ground.settings.var.stat().st_mode & 0o077 == 0


def test_neither_password_nor_key_stands_in_a_log(ground: Ground) -> None:
    secret = ground.settings.secret(Secret.UI)
    code = base64.b64encode(f"campaign:{secret}".encode()).decode()
    logs = [file.read_text() for file in (ground.settings.var / "log").iterdir()]
    assert len(logs) == 2
    assert not any(secret in log or code in log for log in logs)


def test_a_taken_port_is_said_with_its_remedy(
    ground: Ground, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = str(tmp_path_factory.mktemp("elsewhere"))
    apart = {"CAMPAIGN_VAR": elsewhere, "CAMPAIGN_LEDGER": f"{elsewhere}/ledger.db"}
    environ = {**ground.environ(), **apart}
    second = Program("tests.flows.ground", environ=environ)
    said = second.hear("is taken by another program")
    assert f"port {ground.settings.ui_port}" in said
    assert "CAMPAIGN_UI_PORT=<port>" in said
    assert second.code() == 2
