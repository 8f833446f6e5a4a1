extension API {
    /// Reports: what was, for people, files and print. They only read.
    package enum Reports {}
}

extension API.Reports {
    /// A week in figures.
    package struct Week: Codable, Equatable, Sendable {
        package let week: String
        package let end: String
        package let program: String
        package let requiredSeconds: Int
        package let attendedSeconds: Int
        package let creditedSeconds: Int
        package let missingSeconds: Int
        package let standing: String
        package let rule: String
        package let exemption: String?
        package let closed: Bool
        package let provisional: Bool

        package init(
            week: String, end: String, program: String, requiredSeconds: Int, attendedSeconds: Int,
            creditedSeconds: Int, missingSeconds: Int, standing: String, rule: String, exemption: String? = nil,
            closed: Bool, provisional: Bool
        ) {
            self.week = week
            self.end = end
            self.program = program
            self.requiredSeconds = requiredSeconds
            self.attendedSeconds = attendedSeconds
            self.creditedSeconds = creditedSeconds
            self.missingSeconds = missingSeconds
            self.standing = standing
            self.rule = rule
            self.exemption = exemption
            self.closed = closed
            self.provisional = provisional
        }
    }

    /// Something that changed on a day.
    package struct Mark: Codable, Equatable, Sendable {
        package let on: String
        package let text: String

        package init(on: String, text: String) {
            self.on = on
            self.text = text
        }
    }

    /// What is known of a stay.
    package struct StayFacts: Codable, Equatable, Sendable {
        package let program: String
        package let state: String
        package let admitted: String
        package let ended: String?
        package let reason: String?
        package let marks: [Mark]

        package init(
            program: String, state: String, admitted: String, ended: String? = nil, reason: String? = nil, marks: [Mark]
        ) {
            self.program = program
            self.state = state
            self.admitted = admitted
            self.ended = ended
            self.reason = reason
            self.marks = marks
        }
    }

    /// A day of a measure.
    package struct Point: Codable, Equatable, Sendable {
        package let date: String
        package let value: Int
        package let alarming: Bool

        package init(date: String, value: Int, alarming: Bool) {
            self.date = date
            self.value = value
            self.alarming = alarming
        }
    }

    /// What a member has said of themselves over time.
    package struct Course: Codable, Equatable, Sendable {
        package let measure: String
        package let name: String
        package let lowest: Int?
        package let highest: Int?
        package let better: String?
        package let alert: Int?
        package let points: [Point]

        package init(
            measure: String, name: String, lowest: Int? = nil, highest: Int? = nil, better: String? = nil,
            alert: Int? = nil, points: [Point]
        ) {
            self.measure = measure
            self.name = name
            self.lowest = lowest
            self.highest = highest
            self.better = better
            self.alert = alert
            self.points = points
        }
    }

    /// A member's month.
    package struct MonthRow: Codable, Equatable, Sendable {
        package let member: String
        package let shortName: String
        package let program: String
        package let weeks: [Week]
        package let attendedSeconds: Int
        package let creditedSeconds: Int
        package let countedSeconds: Int
        package let requiredSeconds: Int

        package init(
            member: String, shortName: String, program: String, weeks: [Week], attendedSeconds: Int,
            creditedSeconds: Int, countedSeconds: Int, requiredSeconds: Int
        ) {
            self.member = member
            self.shortName = shortName
            self.program = program
            self.weeks = weeks
            self.attendedSeconds = attendedSeconds
            self.creditedSeconds = creditedSeconds
            self.countedSeconds = countedSeconds
            self.requiredSeconds = requiredSeconds
        }
    }

    /// A session of a group in figures.
    package struct Meeting: Codable, Equatable, Sendable {
        package let session: String
        package let start: String
        package let state: String
        package let treatedSeconds: Int
        package let capacity: Int?
        package let expected: Int
        package let present: Int
        package let walkIns: Int
        package let makeUps: Int
        package let noShows: Int
        package let excused: Int
        package let absent: Int
        package let creditedSeconds: Int

        package init(
            session: String, start: String, state: String, treatedSeconds: Int, capacity: Int? = nil, expected: Int,
            present: Int, walkIns: Int, makeUps: Int, noShows: Int, excused: Int, absent: Int, creditedSeconds: Int
        ) {
            self.session = session
            self.start = start
            self.state = state
            self.treatedSeconds = treatedSeconds
            self.capacity = capacity
            self.expected = expected
            self.present = present
            self.walkIns = walkIns
            self.makeUps = makeUps
            self.noShows = noShows
            self.excused = excused
            self.absent = absent
            self.creditedSeconds = creditedSeconds
        }
    }

    /// A time in the room.
    package struct Times: Codable, Equatable, Sendable {
        package let `in`: String
        package let out: String?
        package let mode: String

        package init(in came: String, out: String? = nil, mode: String) {
            self.in = came
            self.out = out
            self.mode = mode
        }
    }

    /// Somebody who leads a session.
    package struct Facilitator: Codable, Equatable, Sendable {
        package let staff: String
        package let name: String?
        package let credentials: String?
        package let lead: Bool
        package let led: [Stretch]

        package init(
            staff: String, name: String? = nil, credentials: String? = nil, lead: Bool, led: [Stretch] = []
        ) {
            self.staff = staff
            self.name = name
            self.credentials = credentials
            self.lead = lead
            self.led = led
        }
    }

    /// A short note of the day about a member.
    package struct Note: Codable, Equatable, Sendable {
        package let kind: String
        package let date: String
        package let text: String?

        package init(kind: String, date: String, text: String? = nil) {
            self.kind = kind
            self.date = date
            self.text = text
        }
    }

    /// A time within a session.
    package struct Stretch: Codable, Equatable, Sendable {
        package let from: String
        package let to: String?

        package init(from: String, to: String? = nil) {
            self.from = from
            self.to = to
        }
    }

    /// A time in which treatment stood still.
    package struct Pause: Codable, Equatable, Sendable {
        package let kind: String
        package let from: String
        package let to: String?
        package let reason: String?

        package init(kind: String, from: String, to: String? = nil, reason: String? = nil) {
            self.kind = kind
            self.from = from
            self.to = to
            self.reason = reason
        }
    }

    /// A line of a sign-in sheet.
    package struct SheetRow: Codable, Equatable, Sendable {
        package let member: String
        package let name: String
        package let state: String
        package let origin: String
        package let times: [Times]
        package let attendedSeconds: Int
        package let creditedSeconds: Int

        package init(
            member: String, name: String, state: String, origin: String, times: [Times], attendedSeconds: Int,
            creditedSeconds: Int
        ) {
            self.member = member
            self.name = name
            self.state = state
            self.origin = origin
            self.times = times
            self.attendedSeconds = attendedSeconds
            self.creditedSeconds = creditedSeconds
        }
    }

    /// A member's session.
    package struct Visit: Codable, Equatable, Sendable {
        package let label: String
        package let start: String
        package let state: String
        package let times: [Times]
        package let attendedSeconds: Int
        package let creditedSeconds: Int

        package init(
            label: String, start: String, state: String, times: [Times], attendedSeconds: Int, creditedSeconds: Int
        ) {
            self.label = label
            self.start = start
            self.state = state
            self.times = times
            self.attendedSeconds = attendedSeconds
            self.creditedSeconds = creditedSeconds
        }
    }

    /// A way to reach a member.
    package struct Contact: Codable, Equatable, Sendable {
        package let channel: String
        package let address: String
        package let consent: Bool

        package init(channel: String, address: String, consent: Bool) {
            self.channel = channel
            self.address = address
            self.consent = consent
        }
    }
}
