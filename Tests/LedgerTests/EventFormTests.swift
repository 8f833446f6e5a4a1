import Clinic
import Foundation
import Testing

@testable import Ledger

/// What is written out by hand, since every check-in writes it, is what the encoder would write.
@Suite struct EventFormTests {
    private func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func record(
        maximum: Seconds?, lost: [SessionName], exemption: Exemption?, closed: Bool
    ) throws -> WeekRecord {
        let figures = WeekFigures(
            required: .hours(9), maximum: maximum, attended: .minutes(175), credited: .minutes(180),
            remaining: .minutes(360), possible: .hours(9), planned: .hours(9), missing: .zero, standing: .onTrack,
            rule: Gate.weeklyMinimum.rawValue, exemption: exemption, lost: lost,
            lostByClinic: .minutes(20), lostByMember: .minutes(5))
        return WeekRecord(
            member: try #require(MemberCode(rawValue: "M1042")), week: try #require(LocalDate(text: "2026-11-22")),
            program: try #require(ProgramID(rawValue: "iop-adult")),
            effective: try #require(LocalDate(text: "2020-01-01")), figures: figures, closed: closed)
    }

    @Test func weeksAsTheEncoderWritesThem() throws {
        let lost = try ["evening-iop@2026-11-23", "morning@2026-11-25T0900"].map {
            try #require(SessionName(rawValue: $0))
        }
        for maximum in [nil, Seconds.hours(19)] {
            for names in [[], [lost[0]], lost] {
                for (exemption, closed) in [(nil, false), (Exemption.partial, false), (nil, true), (.waiver, true)] {
                    let record = try record(maximum: maximum, lost: names, exemption: exemption, closed: closed)
                    #expect(try record.json == encoded(record))
                }
            }
        }
    }

    /// Equal values have unlike digests, so that nobody finds a value by trying what it could be.
    @Test func personalValuesAreSalted() throws {
        let details = MemberDetails(
            name: Personal("Ada Pepper"), born: Personal(LocalDate(daysSince1970: 7000)), contacts: Personal([]))
        let staff = StaffMember(
            initials: try #require(StaffInitials(rawValue: "RK")), name: Personal("Rae Kim"), credentials: nil,
            account: nil, roles: [])
        let events: [EventBody] = [
            .memberAdded(details), .memberEdited(details, MemberEdited(changed: ["name"])), .staffAdded(staff),
            .staffEdited(staff),
            .measureRecorded(Measured(measure: try #require(MeasureID(rawValue: "craving")), value: Personal(4))),
            .sessionSigned(SessionSigned(staff: nil, sentence: "so it was", summary: Personal("calm"))),
            .noteRecorded(NoteRecorded(kind: .challenge, staff: nil, text: Personal("slept badly"))),
            .reminderScheduled(
                ReminderScheduled(at: Instant(milliseconds: 1), staff: nil, about: Personal("call the court"))),
        ]
        for event in events {
            let texts = try (0..<2).map { _ in try #require(try EventCoding.shared.personal(of: event)) }
            #expect(AuditChain.digest(texts[0]) != AuditChain.digest(texts[1]), "\(event.type)")
            for text in texts {
                let body = try EventCoding.shared.body(of: event)
                let read = try EventCoding.shared.event(type: event.type, version: 1, body: body, personal: text)
                #expect(read == event)
            }
        }
    }

    @Test func checkInsAsTheEncoderWritesThem() throws {
        for mode in PresenceMode.allCases {
            for origin in [Attendance.Origin.rostered, .walkIn] {
                let body = CheckedIn(mode: mode, origin: origin)
                #expect(try EventCoding.shared.body(of: .checkedIn(body)) == encoded(body))
            }
        }
        for by in [CheckedOut.By.person, .sessionEnd, .clock] {
            let body = CheckedOut(by: by)
            #expect(try EventCoding.shared.body(of: .checkedOut(body)) == encoded(body))
        }
    }
}
