"""Runs a program on a pseudo-terminal and reads its screen through a terminal emulator, PyPI's pyte.

Usage: terminal.py COLUMNS ROWS PROGRAM [ARGUMENT...]

The program has this one's environment. Requests are lines of JSON on standard input, answered in order, each by one line:

    {"do": "screen"}                               what is on the screen now
    {"do": "next", "seconds": 1.5}                 waits until the program writes, reads nothing more or ends
    {"do": "type", "text": "q"}                    presses keys
    {"do": "resize", "columns": 100, "rows": 40}   changes the window's size; the program gets SIGWINCH
    {"do": "signal", "number": 15}                 sends the program a signal
    {"do": "hangup"}                               takes the terminal away

Every answer is the screen as it is then: its lines without trailing spaces, the cursor, the runs of text in another
style than the usual, the title, how often the bell was rung, whether the alternate screen is shown, what the program has
written at last, and the exit status, null while the program runs, negative for a signal. When standard input ends, so do the program and its children.
"""
import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
import unicodedata

import pyte
from pyte.screens import Cursor

WRITTEN = 10000  # How many bytes of what the program has written are kept.


class Screen(pyte.Screen):
    """pyte's screen with what pyte leaves out: the alternate screen, a bell that is counted, and invisible marks."""

    bells = 0
    usual = None

    def draw(self, data):
        # pyte forgets the rest of a text after a mark that takes no column and combines with nothing.
        super().draw("".join(character for character in data if unicodedata.category(character) != "Cf"))

    def bell(self, *arguments):
        self.bells += 1

    def set_mode(self, *modes, **options):
        if options.get("private") and 1049 in modes and self.usual is None:
            self.usual = (self.buffer.copy(), self.cursor)
            self.buffer.clear()
            self.cursor = Cursor(0, 0)
        super().set_mode(*modes, **options)

    def reset_mode(self, *modes, **options):
        if options.get("private") and 1049 in modes and self.usual is not None:
            content, self.cursor = self.usual
            self.buffer.clear()
            self.buffer.update(content)
            self.usual = None
            self.ensure_hbounds()
            self.ensure_vbounds()
        super().reset_mode(*modes, **options)

    def runs(self):
        """The runs of text in another style than the usual."""
        found = []
        for row in range(self.lines):
            run = None
            for column in range(self.columns):
                cell = self.buffer[row][column]
                names = [n for n in ("bold", "italics", "underscore", "strikethrough", "reverse", "blink") if getattr(cell, n)]
                style = {"foreground": cell.fg, "background": cell.bg, "attributes": names}
                if style == {"foreground": "default", "background": "default", "attributes": []}:
                    run = None
                elif run and run["style"] == style:
                    run["text"] += cell.data
                else:
                    run = {"row": row, "column": column, "text": cell.data, "style": style}
                    found.append(run)
        return found


class Session:
    def __init__(self, columns, rows, command):
        self.screen = Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.status = None
        self.written = b""
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            self.set_size(0, columns, rows)
            # Whoever started this may have signals blocked, which would pass on to the program.
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            try:
                os.execv(command[0], command)
            except OSError as error:
                os.write(2, f"{command[0]}: {error.strerror}".encode())
                os._exit(127)
        self.set_size(self.terminal, columns, rows)
        self.life = os.pidfd_open(self.child)

    @staticmethod
    def set_size(descriptor, columns, rows):
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def listen(self, seconds):
        """Takes in what the program writes. Returns once something came and nothing more follows, or the time is over."""
        end = time.monotonic() + seconds
        heard = False
        while self.terminal is not None or self.status is None:
            waited = 0 if heard else max(0, end - time.monotonic())
            sources = [s for s in (self.terminal, self.life if self.status is None else None) if s is not None]
            ready, _, _ = select.select(sources, [], [], waited)
            if not ready:
                return
            heard = True
            if self.terminal in ready:
                self.read()
            elif self.life in ready:
                self.status = os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])

    def read(self):
        try:
            data = os.read(self.terminal, 65536)
        except OSError:  # Linux says so when nobody has the other end open any more.
            data = b""
        if data:
            self.written += data
            self.stream.feed(data)
        else:
            self.hang_up()

    def hang_up(self):
        if self.terminal is not None:
            os.close(self.terminal)
            self.terminal = None

    def perform(self, request):
        action = request["do"]
        if action == "next":
            self.listen(request["seconds"])
        elif action == "type":
            self.type(request["text"].encode())
        elif action == "resize":
            self.listen(0)
            self.screen.resize(request["rows"], request["columns"])
            self.set_size(self.terminal, request["columns"], request["rows"])
        elif action == "signal":
            os.kill(self.child, request["number"])
        elif action == "hangup":
            self.hang_up()
        elif action != "screen":
            raise ValueError(f"there is no request {action}")
        self.listen(0)

    def type(self, data):
        while data and self.terminal is not None:
            self.listen(0)
            _, ready, _ = select.select([], [self.terminal], [], 0.1)
            if ready:
                data = data[os.write(self.terminal, data[:512]) :]

    def answer(self):
        screen = self.screen
        return {
            "lines": [line.rstrip() for line in screen.display],
            "column": screen.cursor.x,
            "row": screen.cursor.y,
            "showsCursor": not screen.cursor.hidden,
            "runs": screen.runs(),
            "title": screen.title,
            "bells": screen.bells,
            "written": self.written[-WRITTEN:].decode(errors="replace"),
            "isAlternate": screen.usual is not None,
            "status": self.status,
        }

    def end(self):
        if self.status is None:
            # The child leads a session and a process group of its own.
            os.killpg(self.child, signal.SIGKILL)
            os.waitpid(self.child, 0)


def main():
    columns, rows = int(sys.argv[1]), int(sys.argv[2])
    session = Session(columns, rows, sys.argv[3:])
    try:
        for line in sys.stdin:
            session.perform(json.loads(line))
            print(json.dumps(session.answer()), flush=True)
    finally:
        session.end()


main()
