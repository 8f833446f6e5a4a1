import Clinic
import Foundation

/// The JSON form of events: a body for everyone, and what is personal apart from it.
struct EventCoding: Sendable {
    static let shared = EventCoding()

    private let encoder: JSONEncoder
    private let decoder = JSONDecoder()

    private init() {
        encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    func body(of event: EventBody) throws -> String {
        switch event {
        case .siteFounded(let body): try text(body)
        case .programDefined(let body): try text(body)
        case .memberAdded, .noShow, .sessionResumed, .turnTaken, .turnTakenBack, .makeupCancelled: "{}"
        case .memberEdited(_, let body): try text(body)
        case .enrolmentAdmitted(let body), .enrolmentWaitlisted(let body): try text(body)
        case .enrolmentCancelled(let body): try text(body)
        case .enrolmentDischarged(let body): try text(body)
        case .enrolmentReinstated(let body): try text(body)
        case .enrolmentAssigned(let body): try text(body)
        case .enrolmentHeld(let body): try text(body)
        case .enrolmentResumed(let body): try text(body)
        case .enrolmentDated(let body): try text(body)
        case .enrolmentDue(let body): try text(body)
        case .waiverAdded(let body): try text(body)
        case .waiverRemoved(let body): try text(body)
        case .groupAdded(let body), .groupEdited(let body): try text(body)
        case .groupAgendaSet(let body): try text(body)
        case .rosterAdded(let body), .rosterWaitlisted(let body), .rosterPromoted(let body): try text(body)
        case .rosterRemoved(let body): try text(body)
        case .sessionScheduled(let body): try text(body)
        case .sessionRescheduled(let body): try text(body)
        case .sessionOpened(let body): try text(body)
        case .sessionStarted(let body): try text(body)
        case .sessionEnded(let body): try text(body)
        case .sessionCancelled(let body): try text(body)
        case .sessionPaused(let body): try text(body)
        case .sessionExtended(let body): try text(body)
        case .sessionMerged(let body): try text(body)
        case .sessionReopened(let body): try text(body)
        case .phaseChanged(let body): try text(body)
        case .timeTold(let body): try text(body)
        case .sessionLed(let body): try text(body)
        case .guestsCounted(let body): try text(body)
        case .sessionSigned(let signed): try text(SignatureBody(staff: signed.staff, sentence: signed.sentence))
        case .sessionUnsigned(let body): try text(body)
        case .signatureSuperseded(let body): try text(body)
        case .sessionReminded(let body): try text(body)
        case .sessionSoon(let body): try text(body)
        case .memberLate(let body): try text(body)
        case .checkoutMissing(let body): try text(body)
        case .reminderScheduled(let reminder): try text(ReminderBody(at: reminder.at, staff: reminder.staff))
        case .reminderCancelled(let body): try text(body)
        case .reminderDue(let body): try text(body)
        case .reminderExpired(let body): try text(body)
        // Each check-in writes one of these two, and nothing in them needs escaping.
        case .checkedIn(let body): "{\"mode\":\"\(body.mode.rawValue)\",\"origin\":\"\(body.origin.rawValue)\"}"
        case .checkedOut(let body): "{\"by\":\"\(body.by.rawValue)\"}"
        case .takenBack(let body): try text(body)
        case .moved(let body): try text(body)
        case .corrected(let body): try text(body)
        case .absencesReviewed(let body): try text(body)
        case .makeupBooked(let body): try text(body)
        case .standingChanged(let body): try text(body)
        case .alertRaised(let body): try text(body)
        case .alertAcknowledged(let body), .alertWithdrawn(let body), .alertSuperseded(let body): try text(body)
        case .alertEscalated(let body): try text(body)
        case .pluginOperated(let body): try text(body)
        case .memberAssigned(let body): try text(body)
        case .measureRecorded(let body): try text(MeasureBody(measure: body.measure))
        case .measureCrossed(let body): try text(body)
        case .noteRecorded(let note): try text(NoteBody(kind: note.kind, staff: note.staff))
        case .noteTakenBack(let body): try text(body)
        case .disclosed(let body): try text(body)
        case .staffAdded(let staff), .staffEdited(let staff): try text(StaffBody(staff))
        case .staffRemoved(let body): try text(body)
        case .weekOpened(let body): try text(body)
        case .weekReviewed(let body): try text(body)
        case .weekClosed(let body): try text(body)
        }
    }

    /// The personal values of an event, each time with a new salt, so that their digest can't be guessed back.
    ///
    /// Nobody else decides what is personal, and every type is named: a new one can't be forgotten.
    func personal(of event: EventBody) throws -> String? {
        switch event {
        case .memberAdded(let details), .memberEdited(let details, _): return try text(PersonalRecord(details))
        case .staffAdded(let staff), .staffEdited(let staff): return try text(StaffName(name: staff.name.reveal()))
        case .measureRecorded(let measured): return try text(MeasureValue(value: measured.value.reveal()))
        case .noteRecorded(let note): return try note.text.map { try text(PersonalText($0)) }
        case .reminderScheduled(let reminder): return try reminder.about.map { try text(PersonalText($0)) }
        case .sessionSigned(let signed): return try signed.summary.map { try text(PersonalText($0)) }
        case .siteFounded, .programDefined, .memberAssigned, .measureCrossed, .noteTakenBack, .disclosed, .staffRemoved,
            .enrolmentAdmitted, .enrolmentWaitlisted, .enrolmentCancelled, .enrolmentDischarged, .enrolmentReinstated,
            .enrolmentAssigned, .enrolmentHeld, .enrolmentResumed, .enrolmentDated, .enrolmentDue, .waiverAdded,
            .waiverRemoved, .groupAdded, .groupEdited, .groupAgendaSet, .rosterAdded, .rosterWaitlisted,
            .rosterPromoted, .rosterRemoved, .sessionScheduled, .sessionRescheduled, .sessionOpened, .sessionStarted,
            .sessionEnded, .sessionCancelled, .sessionPaused, .sessionResumed, .sessionExtended, .sessionMerged,
            .sessionReopened, .phaseChanged, .timeTold, .turnTaken, .turnTakenBack, .sessionLed, .guestsCounted,
            .sessionUnsigned,
            .signatureSuperseded, .checkedIn, .checkedOut, .noShow, .takenBack, .moved, .corrected, .absencesReviewed,
            .makeupBooked, .makeupCancelled, .standingChanged, .alertRaised, .alertAcknowledged, .alertWithdrawn,
            .alertSuperseded, .alertEscalated, .sessionReminded, .sessionSoon, .memberLate, .checkoutMissing,
            .reminderCancelled, .reminderDue, .reminderExpired, .pluginOperated, .weekOpened, .weekReviewed,
            .weekClosed:
            return nil
        }
    }

    /// Reads an event back.
    ///
    /// - Throws: ``LedgerError/unreadable`` for a type that this version doesn't know, or a body that isn't of its form.
    func event(type: String, version: Int, body: String, personal: String?) throws -> EventBody {
        guard version == 1,
            let read = Self.readers[type] ?? Self.reader(ofKinds: type)
        else {
            throw LedgerError.unreadable("an event of type \(type), version \(version)")
        }
        return try read.read(self, body, personal)
    }

    func text(_ value: some Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    func value<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try decoder.decode(type, from: Data(text.utf8))
    }

    /// How the body of a type is read, and as what.
    struct Reader: Sendable {
        /// `nil` where nothing stands in the body.
        let body: (any (Decodable & SendableMetatype).Type)?
        fileprivate let read: @Sendable (EventCoding, String, String?) throws -> EventBody
    }

    private static func reader<Body: Decodable & SendableMetatype>(
        _ make: @escaping @Sendable (Body) -> EventBody
    ) -> Reader {
        Reader(body: Body.self) { coding, body, _ in make(try coding.value(Body.self, body)) }
    }

    /// For a type whose event is made of more than its body.
    private static func reader(
        _ body: (any (Decodable & SendableMetatype).Type)?,
        _ read: @escaping @Sendable (EventCoding, String, String?) throws -> EventBody
    ) -> Reader {
        Reader(body: body, read: read)
    }

    static let readers: [String: Reader] = [
        "site.founded": reader(EventBody.siteFounded),
        "program.defined": reader(EventBody.programDefined),
        "member.added": reader(nil) { coding, _, personal in .memberAdded(try coding.details(personal)) },
        "member.edited": reader(MemberEdited.self) { coding, body, personal in
            .memberEdited(try coding.details(personal), try coding.value(MemberEdited.self, body))
        },
        "member.assigned": reader(EventBody.memberAssigned),
        "measure.recorded": reader(MeasureBody.self) { coding, body, personal in
            .measureRecorded(try coding.measured(body, personal))
        },
        "measure.crossed": reader(EventBody.measureCrossed),
        "note.recorded": reader(NoteBody.self) { coding, body, personal in
            .noteRecorded(try coding.note(body, personal))
        },
        "note.taken_back": reader(EventBody.noteTakenBack),
        "record.disclosed": reader(EventBody.disclosed),
        "staff.added": reader(StaffBody.self) { coding, body, personal in .staffAdded(try coding.staff(body, personal))
        },
        "staff.edited": reader(StaffBody.self) { coding, body, personal in
            .staffEdited(try coding.staff(body, personal))
        },
        "staff.removed": reader(EventBody.staffRemoved),
        "enrolment.admitted": reader(EventBody.enrolmentAdmitted),
        "enrolment.waitlisted": reader(EventBody.enrolmentWaitlisted),
        "enrolment.cancelled": reader(EventBody.enrolmentCancelled),
        "enrolment.discharged": reader(EventBody.enrolmentDischarged),
        "enrolment.reinstated": reader(EventBody.enrolmentReinstated),
        "enrolment.assigned": reader(EventBody.enrolmentAssigned),
        "enrolment.held": reader(EventBody.enrolmentHeld),
        "enrolment.resumed": reader(EventBody.enrolmentResumed),
        "enrolment.dated": reader(EventBody.enrolmentDated),
        "enrolment.evaluation_due": reader(EventBody.enrolmentDue),
        "enrolment.plan_review_due": reader(EventBody.enrolmentDue),
        "enrolment.recertification_due": reader(EventBody.enrolmentDue),
        "enrolment.minimum_stay_due": reader(EventBody.enrolmentDue),
        "waiver.added": reader(EventBody.waiverAdded),
        "waiver.removed": reader(EventBody.waiverRemoved),
        "group.added": reader(EventBody.groupAdded),
        "group.edited": reader(EventBody.groupEdited),
        "group.agenda_set": reader(EventBody.groupAgendaSet),
        "roster.added": reader(EventBody.rosterAdded),
        "roster.waitlisted": reader(EventBody.rosterWaitlisted),
        "roster.promoted": reader(EventBody.rosterPromoted),
        "roster.removed": reader(EventBody.rosterRemoved),
        "session.scheduled": reader(EventBody.sessionScheduled),
        "session.rescheduled": reader(EventBody.sessionRescheduled),
        "session.opened": reader(EventBody.sessionOpened),
        "session.started": reader(EventBody.sessionStarted),
        "session.ended": reader(EventBody.sessionEnded),
        "session.cancelled": reader(EventBody.sessionCancelled),
        "session.paused": reader(EventBody.sessionPaused),
        "session.resumed": reader(nil) { _, _, _ in .sessionResumed },
        "session.extended": reader(EventBody.sessionExtended),
        "session.merged": reader(EventBody.sessionMerged),
        "session.reopened": reader(EventBody.sessionReopened),
        "session.phase_changed": reader(EventBody.phaseChanged),
        "session.phase_ends_soon": reader(EventBody.timeTold),
        "session.phase_overran": reader(EventBody.timeTold),
        "session.ends_soon": reader(EventBody.timeTold),
        "session.overran": reader(EventBody.timeTold),
        "session.turn_taken": reader(nil) { _, _, _ in .turnTaken },
        "session.turn_taken_back": reader(nil) { _, _, _ in .turnTakenBack },
        "session.led": reader(EventBody.sessionLed),
        "session.guests_counted": reader(EventBody.guestsCounted),
        "session.signed": reader(SignatureBody.self) { coding, body, personal in
            .sessionSigned(try coding.signed(body, personal))
        },
        "session.unsigned": reader(EventBody.sessionUnsigned),
        "session.signature_superseded": reader(EventBody.signatureSuperseded),
        "session.reminded": reader(EventBody.sessionReminded),
        "attendance.checked_in": reader(EventBody.checkedIn),
        "attendance.checked_out": reader(EventBody.checkedOut),
        "attendance.no_show": reader(nil) { _, _, _ in .noShow },
        "attendance.entered_in_error": reader(EventBody.takenBack),
        "attendance.moved": reader(EventBody.moved),
        "attendance.corrected": reader(EventBody.corrected),
        "attendance.reviewed": reader(EventBody.corrected),
        "attendance.marked_no_show": reader(EventBody.corrected),
        "attendance.voided": reader(EventBody.corrected),
        "attendance.called_out": reader(EventBody.corrected),
        "attendance.call_out_withdrawn": reader(EventBody.corrected),
        "attendance.restored": reader(EventBody.corrected),
        "absences.reviewed": reader(EventBody.absencesReviewed),
        "makeup.booked": reader(EventBody.makeupBooked),
        "makeup.cancelled": reader(nil) { _, _, _ in .makeupCancelled },
        "hours.standing_changed": reader(EventBody.standingChanged),
        "alert.acknowledged": reader(EventBody.alertAcknowledged),
        "alert.withdrawn": reader(EventBody.alertWithdrawn),
        "alert.superseded": reader(EventBody.alertSuperseded),
        "alert.escalated": reader(EventBody.alertEscalated),
        "reminder.session_soon": reader(EventBody.sessionSoon),
        "reminder.member_late": reader(EventBody.memberLate),
        "reminder.checkout_missing": reader(EventBody.checkoutMissing),
        "reminder.scheduled": reader(ReminderBody.self) { coding, body, personal in
            .reminderScheduled(try coding.reminder(body, personal))
        },
        "reminder.cancelled": reader(EventBody.reminderCancelled),
        "reminder.due": reader(EventBody.reminderDue),
        "reminder.expired": reader(EventBody.reminderExpired),
        "week.opened": reader(EventBody.weekOpened),
        "week.reviewed": reader(EventBody.weekReviewed),
        "week.closed": reader(EventBody.weekClosed),
    ]

    static let alertTypes = Set(AlertKind.allCases.map(\.eventType))
    private static let alertReader = reader(EventBody.alertRaised)
    static let operationTypes = Set(PluginOperated.Action.allCases.map(\.eventType))
    private static let operationReader = reader(EventBody.pluginOperated)

    /// The reader of bodies that several types share.
    private static func reader(ofKinds type: String) -> Reader? {
        if alertTypes.contains(type) { return alertReader }
        return operationTypes.contains(type) ? operationReader : nil
    }

    private func details(_ personal: String?) throws -> MemberDetails {
        guard let personal else { throw LedgerError.unreadable("a member whose personal values were erased") }
        return try value(PersonalRecord.self, personal).details
    }
}

/// Random text beside personal values, so that a digest over both can't be guessed back.
struct Salt: Codable {
    private let text: String

    init() { text = UUID().uuidString }

    init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// The one form in which personal values are written down: in the events that changed them.
private struct PersonalRecord: Codable {
    let salt: Salt
    let name: String
    let born: LocalDate
    let contacts: [ContactRecord]

    init(_ details: MemberDetails) {
        salt = Salt()
        name = details.name.reveal()
        born = details.born.reveal()
        contacts = details.contacts.reveal().map(ContactRecord.init)
    }

    var details: MemberDetails {
        MemberDetails(
            name: Personal(name), born: Personal(born), contacts: Personal(contacts.map(\.contact)))
    }
}

/// A contact as it stands in the members' table and in the events that changed it.
struct ContactRecord: Codable {
    let channel: Contact.Channel
    let address: String
    let consent: Bool

    init(_ contact: Contact) {
        channel = contact.channel
        address = contact.address
        consent = contact.consent
    }

    var contact: Contact { Contact(channel: channel, address: address, consent: consent) }
}
