package import Clinic
import Ledger

/// Writes down a short note of the day about a member.
package struct RecordNote: Command {
    package static let name = "record-note"
    let member: String
    let session: String?
    let kind: NoteKind
    let text: Personal<String>
    let account: String?

    /// - Parameters:
    ///   - session: `nil` for the one that is open or running and that the member is at, or else expected at, if it is
    ///     one.
    ///   - account: The name of the Unix account of whoever writes it.
    package init(
        member: String, session: String?, kind: NoteKind, text: Personal<String>, account: String?
    ) {
        self.member = member
        self.session = session
        self.kind = kind
        self.text = text
        self.account = account
    }

    package struct Outcome: CommandOutcome {
        package let member: MemberCode
        package let session: SessionName?
    }

    package func perform(_ work: Work) throws -> Outcome {
        let member = try work.member(member)
        let session = try session.map { try work.session($0, among: []) } ?? session(of: member, work)
        let line = text.reveal().trimmed
        guard (1...200).contains(line.count), !line.contains(where: { $0.isNewline || $0 == "\0" }) else {
            throw Refusal(.badValue(field: "text"), "a note is one line of 1 to 200 characters")
        }
        let staff = try work.staff(ofAccount: account)
        try work.record(
            .noteRecorded(NoteRecorded(kind: kind, staff: staff, text: Personal(line))),
            about: Subject(member: member, session: session?.name, group: session?.group))
        return Outcome(member: member, session: session?.name)
    }

    private func session(of member: MemberCode, _ work: Work) throws -> Session? {
        let live = try work.store.liveSessions()
        let present = try live.filter { session in
            try work.presences(of: member, at: session).contains { $0.presence.to == nil }
        }
        let expected = try present.isEmpty ? live.filter { try work.origin(of: member, at: $0) != .walkIn } : present
        return expected.count == 1 ? expected[0] : nil
    }

    /// Written out only for the digest by which a repeated command is recognised.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode([member, session, kind.rawValue, text.reveal(), account])
    }
}
