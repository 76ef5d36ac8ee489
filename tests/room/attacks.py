"""What somebody in the same Wi-Fi might do to the room, for some seconds, from addresses of this machine.
A program of its own, so that whoever measures is not slowed: `attacks.py PORT SECONDS` says what it did."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress

PAUSE = 0.02
"""Seconds between two rounds of each attacker."""
Attack = Callable[["Attacker"], Awaitable[None]]


class Attacker:
    """Somebody at an address."""

    def __init__(self, port: int, address: str, done: Counter[str]) -> None:
        self.port, self.address, self.done = port, address, done

    async def send(self, what: str, data: bytes, *, waits: float = 1.0) -> bytes:
        """What comes back within a time; empty where it is cut."""
        self.done[what] += 1
        with suppress(OSError, TimeoutError):
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", self.port, local_addr=(self.address, 0)
            )
            try:
                writer.write(data)
                return await asyncio.wait_for(reader.read(2000), waits)
            finally:
                writer.close()
        return b""

    def head(self, path: str, *lines: str, method: str = "GET", host: str = "") -> bytes:
        host = host or f"127.0.0.1:{self.port}"
        return "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {host}", *lines, "", ""]).encode()


async def guesses(by: Attacker) -> None:
    await by.send("wrong codes", by.head(f"/{by.done['wrong codes']:08}"))


async def rebinding(by: Attacker) -> None:
    await by.send("foreign hosts", by.head("/", host="evil.example"))


async def forged_forms(by: Attacker) -> None:
    await by.send(
        "forged forms", by.head("/x/join", "Origin: null", "Content-Length: 3", method="POST") + b"a=b"
    )


async def huge_bodies(by: Attacker) -> None:
    await by.send("huge bodies", by.head("/x", "Content-Length: 900000", method="POST") + b"x" * 900_000)


async def endless_heads(by: Attacker) -> None:
    await by.send("endless heads", b"GET / HTTP/1.1\r\n" + b"X-A: b\r\n" * 5000)


async def pipelines(by: Attacker) -> None:
    await by.send("pipelined requests", by.head("/") * 300)


async def nonsense(by: Attacker) -> None:
    await by.send("nonsense", bytes(range(256)) * 20)


async def slow_requests(by: Attacker) -> None:
    await asyncio.gather(*(by.send("slow requests", b"GET / HT", waits=6) for _ in range(40)))


ATTACKS: tuple[Attack, ...] = (
    guesses, rebinding, forged_forms, huge_bodies, endless_heads, pipelines, nonsense, slow_requests,
)  # fmt: skip


async def attack(port: int, seconds: float) -> Counter[str]:
    """All at once, each from an address of its own; how often each was tried."""
    done: Counter[str] = Counter()
    end = asyncio.get_running_loop().time() + seconds

    async def again(attack: Attack, by: Attacker) -> None:
        while asyncio.get_running_loop().time() < end:
            await attack(by)
            await asyncio.sleep(PAUSE)

    await asyncio.gather(
        *(again(attack, Attacker(port, f"127.0.{i}.7", done)) for i, attack in enumerate(ATTACKS, 1))
    )
    return done


if __name__ == "__main__":
    print(dict(asyncio.run(attack(int(sys.argv[1]), float(sys.argv[2])))))
