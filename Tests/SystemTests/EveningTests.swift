import Foundation
import Testing

/// What a facilitator does around a session, on the real command line: who leads, what members say, notes, the signature.
@Suite struct EveningTests {
    private let daemon: DaemonProcess

    init() throws {
        daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP", capacity: 1)
        try daemon.importMembers(
            """
            A1,Ada Quillfeather,1990-02-28,,,iop-adult,2026-01-05,evening
            A2,Ben Osierholt,1991-03-01,,,iop-adult,2026-01-05,evening
            """)
    }

    private func expect(
        _ run: Run, _ status: Int32 = 0, _ parts: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(run.status == status, "\(run.all)", sourceLocation: sourceLocation)
        let text = status == 0 ? run.output : run.errors
        for part in parts { #expect(text.contains(part), "\(run.all)", sourceLocation: sourceLocation) }
    }

    @Test func aSessionIsLedNotedAndSigned() throws {
        let session = daemon.session("evening")
        expect(
            try daemon.convene("group", "edit", "evening", "--capacity", "2", "--measures", "craving"), 0,
            "Members   2 of 2", "Asks for  craving", "A2 moves up from the waitlist.")
        expect(try daemon.convene("group", "edit", "evening", "--measures", "anger"), 65, "there is craving, urge")
        expect(try daemon.convene("group", "edit", "evening", "--capacity", "0"), 64, "--capacity is a number")
        expect(try daemon.convene("session", "start", "--now", "--at", "18:00"), 64, "choose one")
        // In a pipe nobody is asked.
        expect(try daemon.convene("session", "start"), 0, "is running since")
        expect(
            try daemon.convene("in", "A1", "--measures", "-", input: "craving: 9\n"), 0, "Ada Q. is in · Evening IOP",
            "Written down for A1.", "At the alert or worse: craving.")
        // Who is in is in, whatever becomes of the measures.
        expect(try daemon.convene("in", "A2", "--measures", "-", input: "craving 4\n"), 65, "standard input:1: write a")
        expect(try daemon.convene("in", "A1", "A2", "--measures", "-"), 64, "name that one alone")
        expect(try daemon.convene("session", "show", session), 0, "A2", "present")
        expect(try daemon.convene("session", "lead", "TM"), 0, "led by TM")
        expect(try daemon.convene("session", "guests", "3"), 0, "3 guests beside 2 members")
        expect(try daemon.convene("session", "guests", "2"), 0, "2 guests beside 2 members")
        expect(try daemon.convene("session", "guests", "-1"), 64)
        expect(try daemon.convene("session", "show", session), 0, "2 of 2 here, 0 left and 2 guests")
        expect(try daemon.convene("who"), 0, "2 in the building", "Beside them: 2 guests")
        expect(
            try daemon.convene("note", "A1", "--success", input: "found work\n"), 0,
            "Written down for A1, at \(session).")
        expect(try daemon.convene("note", "A1", input: "x\n"), 64, "say which")
        expect(try daemon.convene("note", "A1", "--challenge", input: "\n"), 65, "the note is empty")
        expect(
            try daemon.convene("member", "show", "A1"), 0, "Craving", "9! (0 to 10", "success, by uid:", ": found work")
        expect(try daemon.convene("report", "extract", "A1"), 0, "Success of \(Noon.today)", "found work")

        expect(
            try daemon.convene("session", "sign", "--yes"), 65, "no session of today or yesterday waits to be signed")
        expect(try daemon.convene("session", "sign", session, "--yes"), 65, "2 are still in; end it with")
        expect(try daemon.convene("session", "end"), 0, "2 members checked out")
        expect(try daemon.convene("today"), 0, "ended, unsigned")
        expect(try daemon.convene("status"), 0, "To sign", "1 session")
        expect(try daemon.convene("hours"), 0, "Provisional: the week isn't closed, and 1 session of it isn't signed.")
        expect(try daemon.convene("session", "sign"), 64, "Nobody can be asked here")
        expect(
            try daemon.convene("session", "sign", "--yes", "--summary", "-", input: "Calm.\n"), 0,
            "is closed: signed by")
        expect(try daemon.convene("session", "show", session), 0, "with a summary, which --summary shows")
        expect(try daemon.convene("session", "show", session, "--summary"), 0, "  Calm.")
        expect(try daemon.convene("report", "sheet", session), 0, "Signed", "led ", "2, and 2 guests")
        expect(try daemon.convene("session", "sign", session, "--yes"), 65, "signed it on \(Noon.today)")
        expect(try daemon.convene("undo"), 0, "the signature of \(session)")
        expect(try daemon.convene("today"), 0, "ended, unsigned")
    }
}
