"""At which public address the site lies: what was configured, and nothing a request claims."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from starlette.requests import Request

from web.site import SETTING, address_of, public_address

CONFIGURED = "https://five.example.org"


def request(**headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": raw})


@pytest.mark.parametrize(
    "given",
    ["https://five.example.org", " https://five.example.org/ ", "HTTPS://FIVE.example.org"],
)
def test_the_setting_names_the_address_of_the_site(monkeypatch, given):
    monkeypatch.setenv(SETTING, given)
    assert public_address() == CONFIGURED
    assert address_of(request(host="localhost:8501")) == CONFIGURED


@pytest.mark.parametrize("address", ["http://localhost:8501", "https://[2001:db8::1]:8443"])
def test_the_address_may_have_a_port_and_be_a_number(monkeypatch, address):
    monkeypatch.setenv(SETTING, address)
    assert public_address() == address


@pytest.mark.parametrize(
    "given",
    [
        "example.org",
        "ftp://example.org",
        "https://",
        "https://example.org/below",
        "https://example.org?x",
        "https://exa mple.org",
        "https://me@example.org",
        'https://example.org"><script>',
        "https://example.org\nx",
        "https://-example.org",
        "https://example.org:port",
    ],
)
def test_a_setting_that_is_no_address_is_refused_by_name(monkeypatch, given):
    monkeypatch.setenv(SETTING, given)
    with pytest.raises(ValueError, match=SETTING):
        public_address()


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:9", "[::1]:8501"])
def test_unset_a_developers_own_machine_is_known_by_its_name(monkeypatch, host):
    monkeypatch.delenv(SETTING, raising=False)
    assert address_of(request(host=host)) == f"http://{host}"


HOSTILE = [
    "example.org",
    "localhost.example.org",
    "127.0.0.1.example.org",
    "127.0.0.1:80@example.org",
    "localhost:8501/x",
    "localhost\n",
    "localhost:٨",
    '"><script>alert(1)</script>',
    "",
]


@pytest.mark.parametrize("host", HOSTILE)
def test_no_other_host_is_believed(monkeypatch, host):
    monkeypatch.delenv(SETTING, raising=False)
    assert address_of(request(host=host)) == ""


@given(claimed=some.text(max_size=60))
@settings(derandomize=True, database=None, deadline=None)
def test_what_a_proxy_is_said_to_have_forwarded_changes_nothing(claimed):
    plain = request(host="localhost:8501")
    forwarded = request(
        host="localhost:8501",
        x_forwarded_host=claimed,
        x_forwarded_proto=claimed,
        x_forwarded_port=claimed,
        forwarded=f"host={claimed};proto={claimed}",
    )
    assert address_of(forwarded) == address_of(plain) == "http://localhost:8501"
