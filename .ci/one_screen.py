"""Opens the program named on the command line in a real terminal, waits until its screen is painted, types,
and quits it.

    one_screen.py [--type KEYS --until WORDS]… PROGRAM…    each time, types when all before was seen
"""

import os
import pty
import select
import struct
import sys
import termios
import time
from fcntl import ioctl

PAINTED = "Kuusilinna"
CTRL_Q = "\x11"
PATIENCE = 30.0


def main(command: list[str], steps: list[tuple[str, str]]) -> int:
    """The program's exit code; 1 when something was not painted or it did not end in time. `steps` are what
    is waited for, each with what is typed then."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execvp(command[0], command)
    ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    waits, painted, until = list(steps), b"", time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                painted += os.read(terminal, 65536)
            except OSError:  # the other end is closed: it has ended
                code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                print(f"{' '.join(command)}: ended with {code}")
                return code if not waits else 1
        if waits and waits[0][0].encode() in painted:
            os.write(terminal, waits.pop(0)[1].encode())
            painted = b""
    os.kill(child, 9)
    missing = f"{waits[0][0]!r} was not painted" if waits else "it did not end"
    print(f"{' '.join(command)}: {missing} in {PATIENCE:.0f} s\n{painted[-2000:]!r}")
    return 1


def steps_of(arguments: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """The program, and what is waited for and typed; quitting comes last."""
    words, keys = [PAINTED], []
    while arguments[0] == "--type":
        keys.append(arguments[1].encode().decode("unicode_escape"))
        words.append(arguments[3])
        arguments = arguments[4:]
    return arguments, list(zip(words, [*keys, CTRL_Q], strict=True))


if __name__ == "__main__":
    sys.exit(main(*steps_of(sys.argv[1:])))
