import Foundation
import Testing

/// Runs of the built program against a daemon of a few lines.
struct ProgramTests {
    private static let week = """
        {"week":"2026-11-22","requiredSeconds":32400,"attendedSeconds":21300,"creditedSeconds":21600,\
        "remainingSeconds":10800,"possibleSeconds":32400,"missingSeconds":0,"standing":"on_track","rule":"9 h",\
        "provisional":true}
        """

    /// An answer to a check-in of the member that a call names.
    private static func checkedIn(_ call: String, measures: String = "") -> String {
        let code = call.firstMatch(of: /"member":"([^"]*)"/)?.output.1 ?? "?"
        return """
            {"parameters":{"member":"\(code)","shortName":"Ada P.","initials":"A.P.",\
            "session":"evening-iop@2026-11-23","groupName":"Evening IOP","since":"2026-11-23T18:02:00-05:00",\
            "alreadyIn":false,"origin":"rostered","week":\(week),"warnings":[],"measures":[\(measures)]}}
            """
    }

    private static func error(_ name: String, _ parameters: String) -> String {
        #"{"error":"\#(name)","parameters":\#(parameters)}"#
    }

    @Test("ping answers")
    func ping() throws {
        let daemon = try FakeDaemon { _ in ["{}"] }
        defer { daemon.stop() }
        let run = try convene(["ping"], socket: daemon.path)
        #expect(run.status == 0 && run.output == "PONG\n" && run.errors.isEmpty)
        #expect(daemon.calls == [#"{"method":"io.convened.Service.Ping"}"#])
    }

    @Test("The socket of the command line counts before the environment's")
    func socketOption() throws {
        let daemon = try FakeDaemon { _ in ["{}"] }
        defer { daemon.stop() }
        #expect(try convene(["ping", "--socket", daemon.path], socket: "/nowhere").status == 0)
    }

    @Test(
        "No daemon is one line that says how to start it, whatever the command", arguments: ["ping", "today", "undo"])
    func noDaemon(command: String) throws {
        let run = try convene([command], socket: "/tmp/convene-test-nobody.sock")
        #expect(run.status == 69 && run.output.isEmpty)
        #expect(
            run.errors == """
                convened isn't answering at /tmp/convene-test-nobody.sock: start it with 'systemctl start convened', \
                or try 'convened --sample DIR'.

                """)
    }

    @Test(
        "A daemon that hangs up or talks nonsense is no silent success",
        arguments: [("", 69), ("{", 70), (#"{"parameters":[]}"#, 70)])
    func broken(reply: String, status: Int32) throws {
        let daemon = try FakeDaemon { _ in [reply] }
        defer { daemon.stop() }
        let run = try convene(["ping"], socket: daemon.path)
        #expect(run.status == status && run.output.isEmpty && !run.errors.isEmpty)
    }

    @Test("A check-in says who is in and how the week stands")
    func checkIn() throws {
        let daemon = try FakeDaemon { [Self.checkedIn($0)] }
        defer { daemon.stop() }
        let run = try convene(["in", "M1042", "M1050", "--at", "18:02", "--key", "k"], socket: daemon.path)
        let line = "Ada P. is in · Evening IOP · 6 h 00 of 9 h this week, on track\n"
        #expect(run.status == 0 && run.output == line + line)
        #expect(daemon.calls.count == 2)
        #expect(daemon.calls.allSatisfy { $0.contains(#""at":"18:02""#) })
        #expect(daemon.calls.last?.contains(#""idempotencyKey":"k.M1050""#) == true)
    }

    @Test("--json prints the parameters byte for byte")
    func json() throws {
        let parameters = #"{ "unknown" : [1, 2.50],  "sessions":[] ,"date":"2026-11-23","zone":"UTC"}"#
        let daemon = try FakeDaemon { _ in [#"{"parameters":\#(parameters)}"#] }
        defer { daemon.stop() }
        let run = try convene(["today", "--json"], socket: daemon.path)
        #expect(run.status == 0 && run.output == parameters + "\n")
    }

    @Test("A code that nobody has is refused with the nearest ones, and the others are checked in all the same")
    func nearest() throws {
        let daemon = try FakeDaemon { call in
            guard call.contains("M1024") else { return [Self.checkedIn(call)] }
            return [
                Self.error(
                    "io.convened.Members.NoSuchMember",
                    #"{"member":"M1024","nearest":["M1042","M1023"],"message":"No member has the code M1024."}"#)
            ]
        }
        defer { daemon.stop() }
        let run = try convene(["in", "M1024", "M1042"], socket: daemon.path)
        #expect(run.status == 65)
        #expect(run.errors == "No member has the code M1024.\nNearest: M1042, M1023\n")
        #expect(run.output.hasPrefix("Ada P. is in"))
    }

    private static let ambiguous = error(
        "io.convened.Sessions.Ambiguous",
        """
        {"sessions":[{"session":"evening-iop@2026-11-23","groupName":"Evening IOP",\
        "plannedStart":"2026-11-23T18:00:00-05:00"},{"session":"family@2026-11-23","groupName":"Family",\
        "plannedStart":"2026-11-23T18:30:00-05:00"}],"message":"Two sessions are open: name one."}
        """)

    @Test("Two possible sessions are an error in a pipe and a question on a terminal")
    func choosing() throws {
        let daemon = try FakeDaemon { $0.contains(#""session""#) ? [Self.checkedIn($0)] : [Self.ambiguous] }
        defer { daemon.stop() }
        let piped = try convene(["in", "M1042"], socket: daemon.path)
        #expect(piped.status == 65)
        #expect(piped.errors.contains("family@2026-11-23  Family, 18:30"))
        let asked = try conveneAtTerminal(["in", "M1042", "M1050"], socket: daemon.path, typing: "2\n")
        #expect(asked.status == 0 && asked.output.split(separator: "\n").count == 2)
        #expect(asked.errors.ranges(of: "Which session?").count == 1)
        #expect(daemon.calls.last?.contains(#""session":"family@2026-11-23""#) == true)
    }

    @Test("The roll call marks with one key a member and checks in all the others")
    func rollCall() throws {
        let daemon = try FakeDaemon { call in
            if call.contains("WhoAmI") { return [Self.known(shared: false)] }
            return call.contains("Sessions.Show") ? [Self.shown] : [Self.checkedIn(call)]
        }
        defer { daemon.stop() }
        let run = try conveneAtTerminal(["in"], socket: daemon.path, typing: "2A")
        #expect(run.status == 0)
        #expect(run.output.split(separator: "\n").count == 2)
        #expect(daemon.calls.dropFirst(2).map { $0.contains(#""M1""#) ? 1 : $0.contains(#""M3""#) ? 3 : 0 } == [1, 3])
        let piped = try convene(["in"], socket: daemon.path, input: "1\n")
        #expect(piped.status == 0 && piped.output.split(separator: "\n").count == 1)
        let left = try conveneAtTerminal(["in"], socket: daemon.path, typing: "\u{3}")
        #expect(left.status == 130 && left.output.isEmpty)
    }

    @Test("After the roll call each one who has come in is asked for what their group wants to know")
    func rollCallMeasures() throws {
        let measure = #"{"measure":"craving","name":"Craving","lowest":0,"highest":10,"better":"lower"}"#
        let daemon = try FakeDaemon { call in
            if call.contains("WhoAmI") { return [Self.known(shared: false)] }
            if call.contains("Sessions.Show") { return [Self.shown] }
            if call.contains("Measures.List") { return [#"{"parameters":{"measures":[\#(measure)]}}"#] }
            guard call.contains("Measures.Record") else { return [Self.checkedIn(call, measures: #""craving""#)] }
            return [#"{"parameters":{"member":"M1","alarming":[]}}"#]
        }
        defer { daemon.stop() }
        let run = try conveneAtTerminal(["in"], socket: daemon.path, typing: "2A4\n\n")
        #expect(run.status == 0, "\(run.errors)")
        let recorded = daemon.calls.filter { $0.contains("Measures.Record") }
        #expect(recorded.count == 1, "who presses Enter leaves it out")
        #expect(recorded.first?.contains(#""member":"M1""#) == true)
        #expect(recorded.first?.contains(#""value":4"#) == true)
    }

    private static func known(shared: Bool) -> String {
        #"{"parameters":{"account":"grouproom","roles":["facilitator"],"shared":\#(shared)}}"#
    }

    /// A daemon that takes whoever calls for an account that several people share.
    private static func sharing() throws -> FakeDaemon {
        try FakeDaemon { call in
            if call.contains("WhoAmI") { return [known(shared: true)] }
            if call.contains("Identify") {
                let staff = call.firstMatch(of: /"staff":"([^"]*)"/)?.output.1 ?? "?"
                if staff == "RK" { return [#"{"parameters":{"staff":"RK"}}"#] }
                let parameters = #"{"staff":"ZZ","message":"nobody who works here has the initials ZZ"}"#
                return [error("io.convened.Staff.NoSuchStaff", parameters)]
            }
            if call.contains("Sessions.Show") { return [shown] }
            // What comes on a connection that was opened without initials is refused; the test's first call is one.
            let parameters = #"{"account":"grouproom","message":"several people share the account grouproom"}"#
            return call.contains(#""M0""#) ? [error("io.convened.Staff.NotNamed", parameters), ""] : [checkedIn(call)]
        }
    }

    @Test("Whoever uses a shared account says so by an option or the environment, ahead of everything else")
    func namedByOption() throws {
        let daemon = try Self.sharing()
        defer { daemon.stop() }
        #expect(try convene(["in", "M1042", "--by", "RK"], socket: daemon.path).status == 0)
        #expect(daemon.calls.count == 2)
        #expect(daemon.calls[0].contains("Staff.Identify") && daemon.calls[0].contains(#""staff":"RK""#))
        let wrong = try convene(["in", "M1042", "--by", "ZZ"], socket: daemon.path)
        #expect(wrong.status == 65 && wrong.errors == "nobody who works here has the initials ZZ\n")
        #expect(daemon.calls.count == 3)
    }

    @Test("On a terminal it is asked for when something was refused; in a pipe it is an error")
    func namedByAnswer() throws {
        let daemon = try Self.sharing()
        defer { daemon.stop() }
        let piped = try convene(["in", "M0"], socket: daemon.path)
        #expect(piped.status == 65 && piped.errors.contains("several people share"))
        let asked = try conveneAtTerminal(["in", "M0"], socket: daemon.path, typing: "RK\n")
        #expect(asked.errors.contains("Who are you? Your initials: "))
        #expect(daemon.calls.dropFirst(1).map { $0.contains("Identify") } == [false, true, false])
    }

    @Test("What is refused for one at the roll call keeps nobody else out")
    func rollCallRefusal() throws {
        let daemon = try FakeDaemon { call in
            if call.contains("Sessions.Show") { return [Self.shown] }
            guard call.contains(#""M2""#) else { return [Self.checkedIn(call)] }
            let parameters = #"{"member":"M2","state":"discharged","message":"M2 is discharged."}"#
            return [Self.error("io.convened.Attendance.NotEnrolled", parameters)]
        }
        defer { daemon.stop() }
        let run = try convene(["in"], socket: daemon.path, input: "A\n")
        #expect(run.status == 65 && run.errors.hasSuffix("M2 is discharged.\n"))
        #expect(run.output.split(separator: "\n").count == 2)
    }

    private static let shown: String = {
        let attendances = (1...3).map { number in
            """
            {"member":"M\(number)","shortName":"Member \(number)","initials":"M.","state":"expected",\
            "origin":"rostered","attendedSeconds":0,"creditedSeconds":0}
            """
        }
        return """
            {"parameters":{"session":{"session":"evening-iop@2026-11-23","group":"evening-iop",\
            "groupName":"Evening IOP","label":"Evening","kind":"group","date":"2026-11-23",\
            "plannedStart":"2026-11-23T18:00:00-05:00","plannedEnd":"2026-11-23T21:00:00-05:00","state":"open",\
            "expected":3,"present":0,"left":0,"leads":[],"guests":0},"signatures":[],\
            "attendances":[\(attendances.joined(separator: ","))]}}
            """
    }()

    @Test("Personal values come from standard input, and a wrong form is refused before the daemon hears of it")
    func member() throws {
        let daemon = try FakeDaemon { _ in [#"{"parameters":{"code":"M1042","waitlisted":[]}}"#] }
        defer { daemon.stop() }
        let form = "name: Ada Example\nborn: 1990-02-28\nphone: 555-0100 (consent)\n"
        let run = try convene(["member", "add", "--program", "iop-adult"], socket: daemon.path, input: form)
        #expect(run.status == 0 && run.output == "Added as M1042.\n")
        #expect(daemon.calls.first?.contains(#""consent":true"#) == true)
        let wrong = try convene(["member", "add"], socket: daemon.path, input: "name: Ada Example\nage: 36\n")
        #expect(wrong.status == 65 && wrong.errors.hasPrefix("standard input:2: "))
        #expect(daemon.calls.count == 1)
    }

    @Test("An import's problems are named by line")
    func problems() throws {
        let daemon = try FakeDaemon { _ in
            let problem = #"{"line":7,"reason":"the date of birth is no date"}"#
            let parameters = #"{"problems":[\#(problem)],"message":"Nothing was imported."}"#
            return [Self.error("io.convened.Members.Refused", parameters)]
        }
        defer { daemon.stop() }
        let run = try convene(["member", "import", "-"], socket: daemon.path, input: "code,name\n")
        #expect(run.status == 65)
        #expect(run.errors == "Nothing was imported.\n  line 7: the date of birth is no date\n")
        let missing = try convene(["member", "import", "/nowhere/roster.csv"], socket: daemon.path)
        #expect(missing.status == 66)
        #expect(missing.errors == "/nowhere/roster.csv can't be read: No such file or directory.\n")
    }

    @Test("Wrong usage is status 64", arguments: [["inn"], ["out"], ["alerts", "ack", "x"], ["call", "x", "{"]])
    func usage(arguments: [String]) throws {
        #expect(try convene(arguments, socket: "/nowhere").status == 64)
    }

    @Test("Following shows each event as it comes and says where to go on when the connection ends")
    func following() throws {
        let event = """
            {"site":"s","sequence":7,"type":"attendance.checked_in","version":1,"happened":"2026-11-23T18:02:11-05:00",\
            "recorded":"2026-11-23T18:02:11-05:00","actor":"rk","member":"M1042","body":{}}
            """
        let daemon = try FakeDaemon { _ in
            [
                #"{"parameters":{"events":[],"last":6},"continues":true}"#,
                #"{"parameters":{"events":[\#(event)],"last":7},"continues":true}"#, "",
            ]
        }
        defer { daemon.stop() }
        let run = try convene(["events", "--follow"], socket: daemon.path)
        #expect(run.output == "     7  2026-11-23 18:02:11  attendance.checked_in  M1042  by rk\n")
        #expect(run.status == 69 && run.errors.contains("--since 7"))
        #expect(daemon.calls.first?.contains(#""more":true"#) == true)
    }

    @Test("call prints parameters, and an error by its name")
    func call() throws {
        let daemon = try FakeDaemon { call in
            call.contains("Ping") ? ["{}"] : [Self.error("org.example.Broken", #"{"message":"x"}"#)]
        }
        defer { daemon.stop() }
        let fine = try convene(["call", "io.convened.Service.Ping"], socket: daemon.path)
        #expect(fine.status == 0 && fine.output == "{}\n")
        let broken = try convene(["call", "org.example.Break", #"{"a":1}"#], socket: daemon.path)
        #expect(broken.status == 65 && broken.errors == "org.example.Broken {\"message\":\"x\"}\n")
        let forScripts = try convene(["call", "org.example.Break", #"{"a":1}"#, "--json"], socket: daemon.path)
        #expect(forScripts.errors == #"{"error":"org.example.Broken","parameters":{"message":"x"}}"# + "\n")
        #expect(daemon.calls.last?.contains(#""parameters":{"a":1}"#) == true)
    }
}
