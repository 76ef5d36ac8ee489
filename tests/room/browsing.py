"""A phone without a script: it keeps its cookie, taps what is on its page, and can be put through a restart.
The tests of phones use it."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

from cxworkshop.room.exchange import PhoneRequest, PhoneResponse
from cxworkshop.room.phones import Phones


class Phone:
    """`page` is what it shows, `status` how the last request ended."""

    def __init__(self, phones: Phones) -> None:
        self.phones = phones
        self.cookies: dict[str, str] = {}
        self.page, self.status = "", 0

    def ask(
        self, method: str, path: str, query: dict[str, str] | None = None, body: bytes = b""
    ) -> PhoneResponse:
        cookies, base = dict(self.cookies), f"/{self.phones.code}"
        response = self.phones.handle(PhoneRequest(method, path, query or {}, {}, cookies, body, base))
        self.status = response.status
        if cookie := response.headers.get("Set-Cookie"):
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
            assert "HttpOnly" in cookie
            assert "SameSite=Strict" in cookie
        return response

    def look(self, **query: str) -> str:
        """Its page, anew."""
        self.page = self.ask("GET", "", query).body.decode()
        return self.page

    def send(self, path: str, **fields: str) -> str:
        """A form; what is said, or the page it leads to."""
        response = self.ask("POST", path, body=urlencode(fields).encode())
        if response.status == 303:
            _path, _mark, query = response.headers["Location"].partition("?q=")
            return self.look(**({"q": query} if query else {}))
        return response.body.decode()

    def leave(self) -> str:
        """Leaves, and says yes where it is asked."""
        if "?q=leave" not in self.ask("POST", "leave").headers["Location"]:
            return self.look()
        (to,) = re.findall(r'action="/\w+/leave\?(sure=1)"', self.look(q="leave"))
        name, _equals, value = to.partition("=")
        self.ask("POST", "leave", {name: value})
        return self.look()

    def join(self, person: str) -> str:
        return self.send("join", who=person)

    def state(self) -> dict[str, Any]:
        return dict(json.loads(self.ask("GET", "state").body))

    def form(self) -> dict[str, Any]:
        return dict(json.loads(self.ask("GET", "form").body))

    def answer(self, answers: dict[int, str], mark: str = "a") -> str:
        """What the script sends: all at once."""
        version = self.state()["v"]
        return self.send("answers", v=version, **{f"{mark}{item}": sign for item, sign in answers.items()})

    @property
    def heading(self) -> str:
        match = re.search(r"<h1>(.*?)</h1>", self.page)
        return match[1] if match else ""

    @property
    def signs(self) -> list[str]:
        """The answers that are offered as buttons."""
        return re.findall(r'<button name="a\d+" value="([^"]*)"', self.page)

    def tap(self, sign: str) -> str:
        """An answer of the question that is shown."""
        (name,) = set(re.findall(r'<button name="(a\d+)"', self.page))
        (version,) = set(re.findall(r'name=v value="([^"]+)"', self.page))
        return self.send("answer", v=version, **{name: sign})
