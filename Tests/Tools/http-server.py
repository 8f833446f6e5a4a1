"""A web server on loopback that keeps what it is sent, and answers as it is told.

Usage: http-server.py FOLDER ANSWER...

It writes its port as a line. Each request is a file in FOLDER, 1.json and so on, written before it is answered: `method`,
`path`, `headers` with names in lower case, and the `body`. The first request gets the first ANSWER, and so on; those
after the last get the last. An ANSWER is a status, or `hang` for none until the client leaves, or `close` for none at all.
"""
import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

folder, *answers = sys.argv[1:]
lock = threading.Lock()
count = 0


class Keeper(BaseHTTPRequestHandler):
    def keep(self):
        global count
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        kept = {
            "method": self.command,
            "path": self.path,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "body": body.decode(),
        }
        with lock:
            count += 1
            number = count
        path = os.path.join(folder, f"{number}.json")
        with open(path + "~", "w", encoding="utf-8") as file:
            json.dump(kept, file)
        os.rename(path + "~", path)
        return answers[min(number, len(answers)) - 1]

    def answer(self):
        answer = self.keep()
        if answer == "hang":
            self.rfile.read(1)
        if answer in ("hang", "close"):
            self.close_connection = True
            return
        self.send_response(int(answer))
        if answer.startswith("3"):
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_GET = answer

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Keeper)
print(server.server_address[1], flush=True)
server.serve_forever()
