extension API {
    /// Enrolments: stays in treatment, their levels of care, and what is waived.
    package enum Enrolments {}
}

extension API.Enrolments {
    /// A level of care from a day on.
    package struct Level: Codable, Equatable, Sendable {
        package let from: String
        package let program: String
        package let step: Int
        package let weeklySeconds: Int
        package let days: Int?
        package let individual: Bool
        package let transitionWeeks: Int
        package let reason: String?

        package init(
            from: String, program: String, step: Int, weeklySeconds: Int, days: Int? = nil, individual: Bool,
            transitionWeeks: Int, reason: String? = nil
        ) {
            self.from = from
            self.program = program
            self.step = step
            self.weeklySeconds = weeklySeconds
            self.days = days
            self.individual = individual
            self.transitionWeeks = transitionWeeks
            self.reason = reason
        }
    }

    /// A stretch of days on which a stay is interrupted.
    package struct Interruption: Codable, Equatable, Sendable {
        package let from: String
        package let until: String?
        package let reason: String?

        package init(from: String, until: String? = nil, reason: String? = nil) {
            self.from = from
            self.until = until
            self.reason = reason
        }
    }

    /// Something that a stay asks for on a day.
    package struct Due: Codable, Equatable, Sendable {
        package let kind: String
        package let on: String

        package init(kind: String, on: String) {
            self.kind = kind
            self.on = on
        }
    }

    /// One stay in treatment.
    package struct Stay: Codable, Equatable, Sendable {
        package let program: String
        package let state: String
        package let admitted: String
        package let ended: String?
        package let reason: String?
        package let levels: [Level]
        package let holds: [Interruption]
        package let evaluated: String?
        package let planned: String?
        package let recertified: String?
        package let dues: [Due]
        package let nextStep: Level?
        package let weeksFromAdmission: Bool

        package init(
            program: String, state: String, admitted: String, ended: String? = nil, reason: String? = nil,
            levels: [Level], holds: [Interruption], evaluated: String? = nil, planned: String? = nil,
            recertified: String? = nil, dues: [Due], nextStep: Level? = nil, weeksFromAdmission: Bool
        ) {
            self.program = program
            self.state = state
            self.admitted = admitted
            self.ended = ended
            self.reason = reason
            self.levels = levels
            self.holds = holds
            self.evaluated = evaluated
            self.planned = planned
            self.recertified = recertified
            self.dues = dues
            self.nextStep = nextStep
            self.weeksFromAdmission = weeksFromAdmission
        }
    }

    /// A decision that less is asked for in some weeks.
    package struct Waiver: Codable, Equatable, Sendable {
        package let waiver: Int
        package let member: String?
        package let program: String?
        package let from: String
        package let to: String
        package let weeklySeconds: Int
        package let days: Int?
        package let reason: String

        package init(
            waiver: Int, member: String? = nil, program: String? = nil, from: String, to: String, weeklySeconds: Int,
            days: Int? = nil, reason: String
        ) {
            self.waiver = waiver
            self.member = member
            self.program = program
            self.from = from
            self.to = to
            self.weeklySeconds = weeklySeconds
            self.days = days
            self.reason = reason
        }
    }

    /// What became of a stay.
    package struct Outcome: Codable, Equatable, Sendable {
        package let member: String
        package let shortName: String
        package let changed: Bool
        package let state: String
        package let level: Level?
        package let laterLevel: Level?
        package let hold: Interruption?
        package let holdTakenBack: String?
        package let evaluated: String?
        package let planned: String?
        package let recertified: String?
        package let left: [String]
        package let waitlisted: [String]

        package init(
            member: String, shortName: String, changed: Bool, state: String, level: Level? = nil,
            laterLevel: Level? = nil, hold: Interruption? = nil, holdTakenBack: String? = nil,
            evaluated: String? = nil, planned: String? = nil, recertified: String? = nil, left: [String],
            waitlisted: [String]
        ) {
            self.member = member
            self.shortName = shortName
            self.changed = changed
            self.state = state
            self.level = level
            self.laterLevel = laterLevel
            self.hold = hold
            self.holdTakenBack = holdTakenBack
            self.evaluated = evaluated
            self.planned = planned
            self.recertified = recertified
            self.left = left
            self.waitlisted = waitlisted
        }
    }
}
