"""Stands in for a sendmail: hands the mail on its standard input to a mail server on loopback.

Usage: sendmail.py PORT -t -oi

The recipients are those of the header To, as -t says. It ends with 75 when the server doesn't take the mail for now.
"""
import email
import email.policy
import smtplib
import sys

port, *flags = sys.argv[1:]
if flags != ["-t", "-oi"]:
    sys.exit(f"sendmail.py knows -t -oi, not {flags}")
message = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
try:
    with smtplib.SMTP("127.0.0.1", int(port), timeout=20) as server:
        server.send_message(message)
except (OSError, smtplib.SMTPException) as error:
    print(error, file=sys.stderr)
    sys.exit(75)
