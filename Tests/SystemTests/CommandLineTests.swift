import Foundation
import Testing

/// The real `convene` against the real daemon: a roster comes in, people come and go, hours follow.
@Suite struct CommandLineTests {
    private let daemon: DaemonProcess

    init() throws {
        daemon = try DaemonProcess()
    }

    /// A clinic with one group for three, which is open, and four members who want to be in it.
    private func furnish() throws {
        try daemon.importPrograms("iop-adult", "iop-adolescent")
        try daemon.addGroup("evening", named: "Evening IOP", capacity: 3)
        try daemon.importMembers(
            """
            A1,Ada Quillfeather,1990-02-28,ada@example.org,email,iop-adult,2026-01-05,evening
            A2,Ada Quillmire,1991-03-01,,,iop-adult,2026-01-05,evening
            B7,Ben Osierholt,1992-04-02,,,iop-adult,2026-01-05,evening
            W1,Cora Wicklow,1993-05-03,,,iop-adult,2026-01-05,evening
            T1,Dan Brackenridge,2010-06-04,,,iop-adolescent,,
            """)
    }

    private func expect(
        _ run: Run, _ status: Int32 = 0, _ parts: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(run.status == status, "\(run.all)", sourceLocation: sourceLocation)
        let text = status == 0 ? run.output : run.errors
        for part in parts { #expect(text.contains(part), sourceLocation: sourceLocation) }
    }

    @Test func weeksCountFromAdmissionWhereTheProgramSaysSo() throws {
        try daemon.importPrograms("iop-adult")
        let file = "\(Binaries.checkout)/config/programs/iop-adult.toml"
        let template = try String(contentsOfFile: file, encoding: .utf8)
        let text = template.replacing("id = \"iop-adult\"", with: "id = \"own-weeks\"")
            .replacing("week_starts = \"site\"", with: "week_starts = \"admission\"")
        expect(try daemon.convene("program", "import", "-", input: text))
        expect(try daemon.convene("program", "show", "own-weeks"), 0, "Weeks", "from the day of admission")
        try daemon.addGroup("evening", named: "Evening IOP", program: "own-weeks")
        // The site's week begins on a Sunday, theirs doesn't.
        let admitted = Noon.weekday == "sun" ? Noon.yesterday : Noon.today
        try daemon.importMembers("A1,Ada Quillfeather,1990-02-28,,,own-weeks,\(admitted),evening")
        expect(try daemon.convene("in", "A1"), 0, "Ada Q. is in")
        expect(try daemon.convene("hours", "--member", "A1"), 0, "Week of", admitted)
        expect(try daemon.convene("hours"), 0, "From ", "\(admitted) on: A1")
        expect(try daemon.convene("report", "week", "--csv"), 0, "member,name,week,", ",\(admitted),")
        expect(try daemon.convene("enrolment", "show", "A1"), 0, "from the day of admission")
        let stay = try daemon.convene("report", "member", "A1", "--csv")
        expect(stay, 0, admitted)
        expect(try daemon.convene("makeup", "options", "A1"))
        expect(try daemon.convene("report", "month"))
        expect(try daemon.convene("member", "discharge", "A1", "--reason", "left"))
        expect(try daemon.convene("enrolment", "reinstate", "A1", "--reason", "a mistake"))
        daemon.end()
        let verified = try run(Binaries.convened, ["--config", daemon.configuration, "--verify"])
        #expect(verified.status == 0, "\(verified.all)")
    }

    // MARK: Rosters, groups, programs

    @Test func aRosterComesInWholeOrNotAtAll() throws {
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP")
        let header = "code,name,born,email,program,admitted,groups\n"
        let right = header + "A1,Ada Quillfeather,1990-02-28,ada@example.org,iop-adult,2026-11-01,evening\n"
        let unreadable = right + ",Ben Osierholt,1990-02-30,,iop-adult,,\n,,1990-01-01,,iop-adult,,\n"
        expect(
            try daemon.convene("member", "import", "-", input: unreadable), 65,
            "nothing was imported, since 2 lines are wrong", "line 3: a date of birth", "line 4: the name is missing")
        let unknown = right + ",Ben Osierholt,1990-02-03,,iop-nowhere,,\nA1,Cora Wicklow,1990-01-01,,iop-adult,,\n"
        expect(
            try daemon.convene("member", "import", "-", input: unknown), 65, "line 3: there is no program iop-nowhere",
            "line 4: the code A1 belongs to a member already")
        expect(try daemon.convene("member", "import", "-", input: "name\n"), 65, "line 1: the column born is missing")
        expect(try daemon.convene("member", "list"), 0, "No member fits.")

        let file = daemon.folder.appendingPathComponent("roster.csv")
        try Data((right + ",Ben Osierholt,1991-03-01,,iop-adult,,evening\n").utf8).write(to: file)
        expect(try daemon.convene("member", "import", file.path, "--dry-run"), 0, "2 members would be imported")
        expect(try daemon.convene("member", "list"), 0, "No member fits.")
        expect(
            try daemon.convene("member", "import", file.path), 0, "Line 3 got the code M1007.", "2 members imported.")
        expect(try daemon.convene("member", "list"), 0, "Ada Quillfeather", "M1007", "Ben Osierholt")
        expect(
            try daemon.convene("member", "show", "A1"), 0, "1990-02-28", "ada@example.org", "iop-adult, active, from",
            "evening from 2026-11-01")
    }

    @Test func membersAreAddedAndEditedFromStandardInput() throws {
        try daemon.importPrograms("iop-adult")
        let person = "name: Finn Hollowell\nborn: 1970-01-02\nsms: 555-0100 (consent)\n"
        expect(
            try daemon.convene("member", "add", "--code", "F1", "--program", "iop-adult", input: person), 0,
            "Added as F1.")
        expect(try daemon.convene("member", "edit", "F1", input: "name: Finn Hollowmere\ncontacts: none\n"), 0, "name")
        let record = try daemon.convene("member", "show", "F1")
        expect(record, 0, "Finn Hollowmere", "1970-01-02")
        #expect(!record.output.contains("555-0100"))
        expect(try daemon.convene("member", "add", input: "name: Nobody\n"), 65, "'born:'")
        expect(try daemon.convene("member", "add", "Finn Hollowell", input: person), 64)
    }

    @Test func groupsHaveARosterAndAWaitlist() throws {
        try furnish()
        expect(try daemon.convene("group", "list"), 0, "evening", "3 of 3")
        expect(try daemon.convene("group", "show", "evening"), 0, "Evening IOP", "Led by", "W1", "waits, number 1")
        expect(try daemon.convene("group", "add", "evening", "--name", "Again"), 65, "there is a group evening already")
        expect(try daemon.convene("group", "show", "nowhere"), 65, "there is no group nowhere")
        expect(try daemon.convene("roster", "add", "evening", "A1"), 65, "A1 is on the roster of Evening IOP already")
        expect(try daemon.convene("roster", "add", "evening", "T1"), 65, "Evening IOP is not for members of")
        expect(try daemon.convene("roster", "remove", "evening", "A2"), 0, "W1 moves up from the waitlist.")
        let roster = try daemon.convene("roster", "list", "evening")
        expect(roster, 0, "W1")
        #expect(!roster.output.contains("waits"))
        let later = try daemon.convene("roster", "add", "evening", "A2", "--from", "2099-01-01")
        expect(later, 0, "2099-01-01")
        expect(try daemon.convene("roster", "remove", "evening", "T1"), 65, "T1 is not on the roster")
    }

    @Test func programsComeFromTemplates() throws {
        expect(try daemon.convene("program", "list"), 0, "There is no program yet.")
        let template = Binaries.checkout + "/config/programs/iop-adult.toml"
        expect(try daemon.convene("program", "import", template, "--dry-run"), 0, "this was a dry run")
        expect(try daemon.convene("program", "show", "iop-adult"), 65, "iop-adult")
        expect(try daemon.convene("program", "import", template), 0, "iop-adult is new")
        expect(try daemon.convene("program", "list"), 0, "iop-adult", "9 h to 19 h")
        expect(try daemon.convene("program", "show", "iop-adult"), 0, "Intensive outpatient, adults", "5 min of grace")
        let right = try String(contentsOfFile: template, encoding: .utf8)
        let line = right.count { $0 == "\n" } + 1
        expect(
            try daemon.convene("program", "import", "-", input: right + "colour = 1\n"), 65, "\n  line \(line): ",
            "colour")
    }

    @Test func staffGetTheirAlerts() throws {
        try furnish()
        expect(try daemon.convene("staff", "list"), 0, "Nobody is known to work here")
        expect(try daemon.convene("alerts", "--mine"), 65, "nobody who works here has the account")
        let account = NSUserName()
        expect(
            try daemon.convene(
                "staff", "add", "RK", "--credentials", "LCSW", "--account", account, "--role", "case-manager",
                input: "name: Rae Kimball\n"), 0, "RK is added.")
        expect(try daemon.convene("staff", "add", "rk", input: "name: Rob Kern\n"), 65, "somebody else's already")
        expect(try daemon.convene("staff", "list"), 0, "Rae Kimball", "LCSW", account, "case manager")
        expect(try daemon.convene("staff", "edit", "RK", "--role", "supervisor"), 0, "RK is changed.")
        expect(try daemon.convene("staff", "list"), 0, "supervisor")
        expect(try daemon.convene("alerts", "--mine"), 0, "No alert is open.")
        expect(try daemon.convene("staff", "remove", "RK"), 0, "Removed.")
        expect(try daemon.convene("staff", "edit", "RK", "--account", ""), 65, "nobody who works here has the initials")
    }

    // MARK: In the room

    @Test func membersComeAndGo() throws {
        try furnish()
        expect(
            try daemon.convene("in", "A1"), 0, "Ada Q. is in · Evening IOP · 0 h 00 of 9 h this week")
        expect(try daemon.convene("in", "A1", "B7"), 0, "Ada Q. is already in since", "Ben O. is in")
        let mixed = try daemon.convene("in", "A2", "B8")
        expect(mixed, 65, "no member has the code B8", "the nearest are B7")
        #expect(mixed.output.contains("Ada Q. is in"))
        expect(try daemon.convene("in", "W1"), 65, "W1 is not on the roster of Evening IOP", "--walk-in")
        expect(try daemon.convene("in", "T1"), 65, "Evening IOP is not for members of", "--walk-in")
        expect(try daemon.convene("in", "W1", "--walk-in"), 0, "Cora W. is in as a walk-in", "Note: 4 are present")
        expect(try daemon.convene("in", "Ada"), 65, "2 members have that name", "A1", "1990-02-28", "A2", "1991-03-01")
        expect(try daemon.convene("out", "A1"), 0, "Ada Q. is out")
        expect(try daemon.convene("out", "A1"), 0, "Ada Q. is already out since")
        expect(try daemon.convene("out", "T1"), 65, "T1 is in no session that is open")

        expect(try daemon.convene("undo"), 0, "the check-out of A1")
        expect(try daemon.convene("in", "A1"), 0, "already in since")
        let session = daemon.session("evening")
        expect(try daemon.convene("attendance", "move", session, "W1", "T1"), 65, "--walk-in")
        expect(
            try daemon.convene("attendance", "move", session, "W1", "T1", "--walk-in"), 0, "Dan B. is in", "place of W1"
        )
        expect(try daemon.convene("session", "show"), 0, "4 of 4 here", "T1", "walk-in")

        // The day of discharge still belongs to the stay.
        expect(
            try daemon.convene("member", "discharge", "W1", "--reason", "left", "--on", Noon.yesterday), 0,
            "W1 is discharged: \(Noon.yesterday) was their last day.")
        expect(try daemon.convene("in", "W1", "--walk-in"), 65, "W1 is not enrolled on", "discharged on")
    }

    @Test func theSameKeyAgainChangesNothing() throws {
        try furnish()
        expect(try daemon.convene("in", "A1", "--key", "k1"), 0, "Ada Q. is in ·")
        let before = try daemon.convene("status", "--json")
        expect(try daemon.convene("in", "A1", "--key", "k1"), 0, "Ada Q. is in ·")
        expect(try daemon.convene("in", "A2", "--key", "k1"), 65, "key")
        let last = try [before, daemon.convene("status", "--json")].map { run in
            try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])[
                "lastSequence"] as? Int
        }
        #expect(last[0] == last[1])
    }

    @Test func oneOfSeveralSessionsIsAskedForByName() throws {
        try furnish()
        try daemon.addGroup("late", named: "Late IOP")
        expect(try daemon.convene("in", "A1"), 0, "Evening IOP")
        let session = daemon.session("evening")
        let asked = try daemon.convene("in", "W1", "--walk-in")
        expect(asked, 65, "2 sessions are possible", session, daemon.session("late"))
        expect(try daemon.convene("in", "W1", "--walk-in", "--session", session), 0, "Evening IOP")
        expect(try daemon.convene("out", "W1"), 0, "Evening IOP")
    }

    @Test func aSessionGoesItsWay() throws {
        try furnish()
        let session = daemon.session("evening")
        // Read once, since the minute changes while this runs.
        let (early, begin, later, leave) = (Noon.clock(-300), Noon.clock(-120), Noon.clock(-60), Noon.clock(-30))
        expect(try daemon.convene("today"), 0, Noon.today, session, "open", "0 of 3")
        expect(try daemon.convene("session", "start", "--at", begin), 0, "is running since \(begin)")
        expect(try daemon.convene("in", "A1", "--at", begin), 0, "Ada Q. is in")
        expect(try daemon.convene("in", "A2", "--at", early), 65, "\(early) is outside of that")
        expect(
            try daemon.convene("out", "A1", "--at", leave), 0,
            "1 h 30 attended, 1 h 30 credited · 1 h 30 of 9 h this week")
        expect(try daemon.convene("in", "B7", "--at", later), 0, "Ben O. is in")
        expect(
            try daemon.convene("session", "end"), 0, "Evening IOP ended at", "1 member checked out, 1 no-show: A2")
        expect(try daemon.convene("session", "show", session), 0, "0 of 3 here, 2 left", "no-show")
        expect(try daemon.convene("session", "list", "--from", Noon.today, "--state", "ended"), 0, session, "2 came")
        expect(try daemon.convene("in", "A2"), 65, "no session is open")
        expect(
            try daemon.convene("session", "cancel", session, "--reason", "fire"), 65, "can't be cancelled: it is ended")

        expect(try daemon.convene("hours"), 0, "Week of", "1 h 30", "9 h")
        expect(try daemon.convene("hours", "--member", "B7"), 0, "B7", "1 h 0", "Rule: ")
        expect(try daemon.convene("hours", "--at-risk", "--group", "evening"), 0, "A1", "out of reach")
        expect(try daemon.convene("alerts"), 0, "No alert is open.")
        expect(try daemon.convene("events"), 0, "session.ended", "attendance.no_show", "A2")
        expect(try daemon.convene("status"), 0, "Test Clinic", "0 running")
    }

    @Test func aSessionCanBeCancelled() throws {
        try furnish()
        expect(
            try daemon.convene("session", "cancel", daemon.session("evening"), "--reason", "facilitator ill"), 0,
            "is cancelled: facilitator ill")
        expect(try daemon.convene("in", "A1"), 65, "no session is open; the next one, evening@")
    }
}
