"""Uses a daemon with PyPI's varlink, a client that others wrote, and prints what it found.

Usage: foreign-client.py SOCKET MEMBER ANOTHER STRANGER: two members on the roster of the open session, and one who isn't.
"""
import sys

import varlink

socket, member, another, stranger = sys.argv[1:]
client = varlink.Client.new_with_address("unix:" + socket)

interfaces = client.get_interfaces()
print("interfaces", *interfaces)
for name in interfaces:
    interface = client.get_interface(name)
    print("parsed", interface.name, *(m.name for m in interface.members.values() if type(m).__name__ == "_Method"))

with client.open("io.convened.Attendance") as attendance:
    reply = attendance.CheckIn(member=member)
    print("in", reply["member"], reply["shortName"], reply["alreadyIn"])
    print("again", attendance.CheckIn(member=member)["alreadyIn"])
    try:
        attendance.CheckIn(member=stranger)
    except varlink.VarlinkError as error:
        parameters = error.parameters()
        print("error", error.error(), parameters["member"], parameters["group"], stranger in parameters["message"])

    with client.open("io.convened.Events") as events:
        replies = events.Follow(_more=True)
        print("following", next(replies)["events"])
        attendance.CheckIn(member=another)
        for reply in replies:
            for event in reply["events"]:
                print("event", event["type"], event["member"], event["session"])
            if any(event["type"] == "attendance.checked_in" for event in reply["events"]):
                break
