import ConvenedAPI
import Testing

@testable import convene

/// What people read of reminders, and what the command takes.
struct ReminderLinesTests {
    private let screen = Screen(width: 80, colour: false)

    @Test("A reminder says when it is told, and why that isn't the time that was asked for")
    func scheduled() {
        func reply(_ told: String) -> API.Reminders.Schedule.Reply {
            .init(reminder: 12, member: "M1042", at: "2026-12-01T22:00:00-05:00", told: told)
        }
        #expect(
            reply("2026-12-01T22:00:00-05:00").lines(on: screen) == [
                "Reminder 12 about M1042: Tue 2026-12-01 22:00"
            ])
        #expect(
            reply("2026-12-02T08:00:00-05:00").lines(on: screen) == [
                "Reminder 12 about M1042: Wed 2026-12-02 08:00, since 22:00 is in quiet hours"
            ])
    }

    @Test("The list has what they are about where it may be read, and fits the screen")
    func list() {
        func reminder(_ about: String?) -> API.Reminders.Reminder {
            .init(
                reminder: 4711, member: "M1042", at: "2026-12-01T09:00:00-05:00", told: "2026-12-01T09:00:00-05:00",
                by: "RK", about: about)
        }
        let reply = API.Reminders.List.Reply(
            reminders: [reminder("call the court"), reminder(nil), reminder(String(repeating: "long ", count: 40))])
        let lines = reply.lines(on: screen)
        #expect(lines[0] == " NO.  TOLD                  MEMBER  BY  ABOUT")
        #expect(lines[1] == "4711  Tue 2026-12-01 09:00  M1042   RK  call the court")
        #expect(lines[2] == "4711  Tue 2026-12-01 09:00  M1042   RK  –")
        #expect(lines.allSatisfy { displayWidth($0) <= 80 })
        #expect(API.Reminders.List.Reply(reminders: []).lines(on: screen) == ["No reminder is to come."])
    }

    @Test("What it is about is never an argument")
    func argument() throws {
        let daemon = try FakeDaemon { _ in
            [
                #"{"parameters":{"reminder":12,"member":"M1042","at":"2026-12-01T09:00:00-05:00","#
                    + #""told":"2026-12-01T09:00:00-05:00"}}"#
            ]
        }
        defer { daemon.stop() }
        let refused = try convene(["remind", "M1042", "--at", "09:00", "--about", "the court"], socket: daemon.path)
        #expect(refused.status == 64 && refused.errors.contains("leave --about out"))
        let done = try convene(
            ["remind", "M1042", "--at", "09:00", "--about", "-"], socket: daemon.path, input: " call the court\n")
        #expect(done.output == "Reminder 12 about M1042: Tue 2026-12-01 09:00\n")
        #expect(daemon.calls.last?.contains(#""about":"call the court""#) == true)
        #expect(try convene(["remind", "M1042", "--at", "09:00"], socket: daemon.path, input: "\n").status == 65)
    }
}
