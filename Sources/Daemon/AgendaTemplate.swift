import Clinic
import StrictTOML

/// An agenda as a TOML file describes it, such as the templates in `config/agendas`.
enum AgendaTemplate {
    /// The agendas that the daemon carries within it, by identifier. They are those of `config/agendas`.
    static var shipped: [String: [UInt8]] {
        [
            "family-evening": PackageResources.family_evening_toml,
            "three-hours": PackageResources.three_hours_toml,
            "two-hours": PackageResources.two_hours_toml,
        ]
    }

    /// The shipped agenda of an identifier; `nil` if there is none.
    static func agenda(_ id: String) throws(StrictTOMLError) -> Agenda? {
        guard let bytes = shipped[id] else { return nil }
        return try agenda(text: String(decoding: bytes, as: UTF8.self), file: id + ".toml")
    }

    /// Reads an agenda, which doesn't advance by itself. Throws every problem. `file` is the name that they cite.
    static func agenda(text: String, file: String) throws(StrictTOMLError) -> Agenda {
        let table = try StrictTable(text: text, file: file)
        let tables = table.tables("phases")
        let phases = tables.map { table in
            Phase(
                name: table.required("name", name, standIn: ""),
                kind: table.required("kind", .word, standIn: .together),
                length: table.required("length", .length(.minutes(1) ... .hours(12)), standIn: .zero))
        }
        let agenda = Agenda(name: table.required("name", name, standIn: ""), phases: phases, advances: false)
        if !(1...30).contains(phases.count) { table.problem("phases", "must be 1 to 30 tables") }
        for (index, phase) in phases.enumerated() where phase.kind == .rest {
            if index == 0 || phases[index - 1].kind == .rest {
                tables[index].problem("kind", "can't be break: treatment comes before each break")
            }
        }
        try table.finish()
        return agenda
    }

    private static var name: ValueKind<String> {
        .text("a line of 1 to 40 characters") { text in
            (1...40).contains(text.count) && !text.contains(where: \.isNewline) ? text : nil
        }
    }
}
