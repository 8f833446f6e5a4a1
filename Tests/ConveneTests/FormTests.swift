import ConvenedAPI
import Testing

@testable import convene

struct FormTests {
    @Test("A form has a name, a date of birth and contacts with their consent")
    func person() throws {
        let text = """
            # somebody new
            name: Ada Example

            Born : 1990-02-28
            phone:555-0100
            email: ada@example.org  (consent)
            """
        let form = try PersonForm(text: text)
        #expect(
            form
                == PersonForm(
                    name: "Ada Example", born: "1990-02-28",
                    contacts: [
                        .init(channel: "phone", address: "555-0100", consent: false),
                        .init(channel: "email", address: "ada@example.org", consent: true),
                    ]))
        #expect(try PersonForm(text: text.split(separator: "\n").joined(separator: "\r\n")).name == "Ada Example")
    }

    @Test(
        "A length of nothing takes away what was set, and is no length elsewhere",
        arguments: [("0h", 0), ("0m", 0), ("0", 0), ("9h", 32400), ("1h30m", 5400)])
    func nothing(text: String, seconds: Int) throws {
        #expect(try text.secondsOrNone("--weekly") == seconds)
        if seconds == 0 { #expect(throws: (any Error).self) { try text.seconds("--for") } }
    }

    @Test("What isn't there stays as it is, and no contact can be said")
    func partial() throws {
        #expect(try PersonForm(text: "") == PersonForm())
        #expect(try PersonForm(text: "born: 1990-02-28") == PersonForm(born: "1990-02-28"))
        #expect(try PersonForm(text: "contacts: none") == PersonForm(contacts: []))
    }

    @Test(
        "A form that can't be understood is refused by line, without its values",
        arguments: [
            ("name: Ada\nsecret", 2), ("name:", 1), ("name: Ada\nname: secret", 2), ("secret: secret", 1),
            ("phone: 1\ncontacts: none", 2), ("contacts: secret", 1),
        ])
    func wrong(text: String, line: Int) {
        let problem = #expect(throws: PersonForm.Problem.self) { try PersonForm(text: text) }
        #expect(problem?.line == line)
        #expect(problem?.reason.contains("Ada") == false)
    }

    @Test(
        "Meetings are weekdays, a start and a length",
        arguments: [
            ("mon 18:00 3h", ["monday"], 10_800),
            ("mon,Wed,friday 18:00 3h", ["monday", "wednesday", "friday"], 10_800),
            ("sat 9:30 2h30m", ["saturday"], 9000), ("tue 10:00 50m", ["tuesday"], 3000),
        ])
    func meeting(text: String, weekdays: [String], duration: Int) {
        let found = meetings(text)
        #expect(found?.map(\.weekday) == weekdays)
        #expect(found?.allSatisfy { $0.durationSeconds == duration } == true)
    }

    @Test(
        "What is no meeting is no meeting",
        arguments: [
            "", "mon", "mon 18:00", "mon 18:00 3", "mo 18:00 3h", "mon, 18:00 3h", "mon 18:00 0h", "mon 18:00 3h x",
            "mon 18:00 30m2h", "mon 18:00 h", "mon 18:00 99999999999999999999h",
        ])
    func noMeeting(text: String) {
        #expect(meetings(text) == nil)
    }
}
