"""A mail server on loopback, PyPI's aiosmtpd, that keeps what it is sent.

Usage: smtp-server.py FOLDER REFUSALS [ADDRESS]...

It writes its port as a line. The first REFUSALS mails are refused for now (451), and every recipient that is named for
ever (550). Each other mail is a file in FOLDER, 1.json and so on, written before the client hears that it is accepted: the
envelope's `from` and `to`, the `subject`, the `event` of the header X-Convened-Event, the bodies as `text` and `html`,
decoded, and the message as it came as `raw`.
"""
import asyncio
import email
import email.policy
import json
import os
import sys

from aiosmtpd.smtp import SMTP


class Keeper:
    def __init__(self, folder, refusals, unknown):
        self.folder, self.refusals, self.unknown, self.count = folder, refusals, unknown, 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.unknown:
            return "550 No such user"
        envelope.rcpt_tos.append(address)
        return "250 Known"

    async def handle_DATA(self, server, session, envelope):
        if self.refusals > 0:
            self.refusals -= 1
            return "451 Not now"
        self.count += 1
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        body = {kind: mail.get_body((kind,)) for kind in ("plain", "html")}
        kept = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "subject": mail["Subject"].strip(),
            "event": mail["X-Convened-Event"],
            "text": body["plain"] and body["plain"].get_content().replace("\r\n", "\n"),
            "html": body["html"] and body["html"].get_content(),
            "raw": envelope.content.decode(),
        }
        path = os.path.join(self.folder, f"{self.count}.json")
        with open(path + "~", "w", encoding="utf-8") as file:
            json.dump(kept, file)
        os.rename(path + "~", path)
        return "250 Kept"


async def main(folder, refusals, *unknown):
    keeper = Keeper(folder, int(refusals), unknown)
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(keeper, enable_SMTPUTF8=True), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main(*sys.argv[1:]))
