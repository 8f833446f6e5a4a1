import ConvenedAPI
import Varlink

/// What is told at the door. It names nobody in full, and says nothing of anybody's treatment.
extension Kiosk.Panel {
    init(_ reply: API.Attendance.Scan.Reply) {
        let initials = printable(reply.initials)
        let label = printable(reply.label)
        switch reply.outcome {
        case "in":
            self.init(headline: "OK, \(initials)", detail: "In at \(clock(reply.since)): \(label)", tone: .good)
        case "already_in":
            self.init(headline: initials, detail: "Already in since \(clock(reply.since))", tone: .neutral)
        case "out":
            let time = clock(reply.until ?? reply.since)
            self.init(headline: "BYE, \(initials)", detail: "Out at \(time): \(label)", tone: .good)
        default:
            let time = clock(reply.until ?? reply.since)
            self.init(headline: initials, detail: "Already out since \(time)", tone: .neutral)
        }
    }

    init(_ refusal: VarlinkFailure) {
        let (headline, detail) =
            switch refusal.name {
            case API.Members.NoSuchMember.name:
                ("SCAN AGAIN", printable(refusal.message.map(sentence) ?? "That code isn't known."))
            case API.Sessions.NoneOpen.name: ("CLOSED", "No session is open now.")
            case API.Sessions.WrongState.name: Self.state(refusal.decode(as: API.Sessions.WrongState.self)?.state)
            case API.Sessions.Ambiguous.name:
                ("PLEASE ASK", "You are expected at two sessions now. Please ask the staff.")
            case API.Attendance.NotOnRoster.name, API.Attendance.WrongCohort.name, API.Attendance.NotEnrolled.name:
                ("PLEASE ASK", "You aren't expected at a session that is open now. Please ask the staff.")
            case API.Attendance.NotIn.name: ("PLEASE ASK", "You aren't checked in. Please ask the staff.")
            case API.Attendance.OutsideSession.name:
                ("NOT TAKEN", "The session takes nobody at that time. Please ask the staff.")
            case API.Sessions.NoSuchSession.name:
                ("PLEASE ASK", "This screen was started for a session that there isn't. Please tell the staff.")
            case API.Service.NotAllowed.name:
                ("PLEASE ASK", "This screen may not take scans. Please tell the staff.")
            default: ("NOT TAKEN", "Something went wrong. Please ask the staff.")
            }
        self.init(headline: headline, detail: detail, tone: .bad)
    }

    private static func state(_ state: String?) -> (String, String) {
        switch state {
        case "scheduled": ("TOO EARLY", "The session isn't open yet. Please wait.")
        case "cancelled": ("CANCELLED", "The session isn't held. Please ask the staff.")
        default: ("CLOSED", "The session is over. Please ask the staff.")
        }
    }

    static let pending = Self(
        headline: "WAITING",
        detail: "You are NOT checked in or out yet: the service doesn't answer. Your scan is kept and sent as "
            + "soon as it does.",
        tone: .neutral)

    static let full = Self(
        headline: "NOT TAKEN",
        detail: "\(Kiosk.limit) scans wait already, and no more are kept. Please tell the staff.", tone: .bad)

    static func unsent(_ number: Int) -> Self {
        Self(
            headline: "WAIT",
            detail: "\(count(number, "scan")) would be lost. Press Ctrl-C again to leave all the same.", tone: .bad)
    }

    /// The panel in one line.
    var line: String { "\(headline) · \(detail)" }
}

/// The text with a capital and a full stop.
private func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : ".")
}
