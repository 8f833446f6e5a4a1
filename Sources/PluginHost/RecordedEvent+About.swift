import Clinic
import Foundation

extension RecordedEvent {
    /// The group that it is about, by itself or through its session.
    var aboutGroup: GroupID? {
        if let group = subject.group { return group }
        return subject.session.flatMap { session in
            session.rawValue.split(separator: "@").first.map { GroupID(unchecked: String($0)) }
        }
    }

    /// The type of an event that says that a record was looked at.
    static let disclosure = "record.disclosed"

    /// Whether it only says that a plugin has looked at a record.
    func isDisclosure(to plugin: String) -> Bool { type == Self.disclosure && actor == "plugin:\(plugin)" }

    /// The program that it is about, where it says so.
    var aboutProgram: ProgramID? {
        if let program = subject.program { return program }
        struct Named: Decodable { let program: ProgramID? }
        return (try? JSONDecoder().decode(Named.self, from: Data(body.utf8)))?.program
    }
}
