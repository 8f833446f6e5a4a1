package import Varlink

extension API {
    /// Hours: where each member's week stands against what their program requires, and the alerts about it.
    package enum Hours {}
}

extension API.Hours {
    /// One member's week.
    package struct Row: Codable, Equatable, Sendable {
        package let member: String
        package let shortName: String
        package let program: String
        package let week: String
        package let requiredSeconds: Int
        package let maximumSeconds: Int?
        package let attendedSeconds: Int
        package let creditedSeconds: Int
        package let remainingSeconds: Int
        package let possibleSeconds: Int
        package let missingSeconds: Int
        package let lostByClinicSeconds: Int
        package let lostByMemberSeconds: Int
        package let standing: String
        package let rule: String
        package let exemption: String?
        package let closed: Bool
        package let provisional: Bool

        package init(
            member: String, shortName: String, program: String, week: String, requiredSeconds: Int,
            maximumSeconds: Int? = nil, attendedSeconds: Int, creditedSeconds: Int, remainingSeconds: Int,
            possibleSeconds: Int, missingSeconds: Int, lostByClinicSeconds: Int, lostByMemberSeconds: Int,
            standing: String, rule: String, exemption: String? = nil, closed: Bool, provisional: Bool
        ) {
            self.member = member
            self.shortName = shortName
            self.program = program
            self.week = week
            self.requiredSeconds = requiredSeconds
            self.maximumSeconds = maximumSeconds
            self.attendedSeconds = attendedSeconds
            self.creditedSeconds = creditedSeconds
            self.remainingSeconds = remainingSeconds
            self.possibleSeconds = possibleSeconds
            self.missingSeconds = missingSeconds
            self.lostByClinicSeconds = lostByClinicSeconds
            self.lostByMemberSeconds = lostByMemberSeconds
            self.standing = standing
            self.rule = rule
            self.exemption = exemption
            self.closed = closed
            self.provisional = provisional
        }
    }

    /// Something that somebody should act on.
    package struct Alert: Codable, Equatable, Sendable {
        package let alert: Int
        package let kind: String
        package let member: String?
        package let group: String?
        package let session: String?
        package let week: String
        package let raised: String
        package let missingSeconds: Int
        package let rule: String
        package let sentence: String
        package let addressees: [String]
        package let state: String
        package let reason: String?
        package let escalatedAt: String?
        package let endedBy: Int?
        package let acknowledgedBy: String?

        package init(
            alert: Int, kind: String, member: String? = nil, group: String? = nil, session: String? = nil, week: String,
            raised: String, missingSeconds: Int, rule: String, sentence: String, addressees: [String], state: String,
            reason: String? = nil, escalatedAt: String? = nil, endedBy: Int? = nil, acknowledgedBy: String? = nil
        ) {
            self.alert = alert
            self.kind = kind
            self.member = member
            self.group = group
            self.session = session
            self.week = week
            self.raised = raised
            self.missingSeconds = missingSeconds
            self.rule = rule
            self.sentence = sentence
            self.addressees = addressees
            self.state = state
            self.reason = reason
            self.escalatedAt = escalatedAt
            self.endedBy = endedBy
            self.acknowledgedBy = acknowledgedBy
        }
    }

    /// The weeks of members, worst standing first.
    package enum Week: VarlinkMethod {
        package static let name = "io.convened.Hours.Week"

        package struct Parameters: Codable, Equatable, Sendable {
            package let on: String?
            package let member: String?
            package let group: String?
            package let atRisk: Bool?
            package let export: Bool?

            package init(
                on: String? = nil, member: String? = nil, group: String? = nil, atRisk: Bool? = nil,
                export: Bool? = nil
            ) {
                self.on = on
                self.member = member
                self.group = group
                self.atRisk = atRisk
                self.export = export
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let ahead: Bool
            package let week: String
            package let end: String
            package let rows: [Row]
            package let unsignedSessions: Int

            package init(ahead: Bool, week: String, end: String, rows: [Row], unsignedSessions: Int = 0) {
                self.ahead = ahead
                self.week = week
                self.end = end
                self.rows = rows
                self.unsignedSessions = unsignedSessions
            }
        }
    }

    /// Alerts, newest first.
    package enum Alerts: VarlinkMethod {
        package static let name = "io.convened.Hours.Alerts"

        package struct Parameters: Codable, Equatable, Sendable {
            package let all: Bool?
            package let mine: Bool?

            package init(all: Bool? = nil, mine: Bool? = nil) {
                self.all = all
                self.mine = mine
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let alerts: [Alert]

            package init(alerts: [Alert]) {
                self.alerts = alerts
            }
        }
    }

    /// Says that somebody has taken an alert in hand. Does nothing if that was said before.
    package enum Acknowledge: VarlinkMethod {
        package static let name = "io.convened.Hours.Acknowledge"

        package struct Parameters: Codable, Equatable, Sendable {
            package let alert: Int
            package let idempotencyKey: String?

            package init(alert: Int, idempotencyKey: String? = nil) {
                self.alert = alert
                self.idempotencyKey = idempotencyKey
            }
        }
        package typealias Reply = NoParameters
    }

    /// There is no such alert.
    package struct NoSuchAlert: VarlinkError, Equatable {
        package static let name = "io.convened.Hours.NoSuchAlert"
        package let alert: Int
        package let message: String

        package init(alert: Int, message: String) {
            self.alert = alert
            self.message = message
        }
    }
}
