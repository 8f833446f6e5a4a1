import Clinic
import Engine

/// A roster as a CSV file (RFC 4180) brings it: a header row, then one member a line.
///
/// Columns, in any order: `name` and `born` always; `code`, `phone`, `sms`, `email`, `consent`, `program`, `admitted`
/// and `groups` as needed. `groups` are divided by spaces or semicolons; `consent` names the channels that the member
/// agreed to.
enum RosterFile {
    static let columns = [
        "code", "name", "born", "phone", "sms", "email", "consent", "program", "admitted", "groups",
    ]

    /// What a file holds: the lines that can be read, and what is wrong with the others.
    struct Contents {
        var forms: [MemberForm] = []
        var problems: [LineProblem] = []
    }

    /// Reads every line.
    ///
    /// - Throws: ``Refusal`` if the file has no lines to speak of, or columns that aren't known.
    static func read(_ text: String, today: LocalDate) throws(Refusal) -> Contents {
        let rows: [CSVRow]
        do { rows = try CSVRow.rows(text) } catch { throw refusal([error]) }
        guard let header = rows.first else {
            throw refusal([LineProblem(line: 1, reason: "the file is empty; its first line names the columns")])
        }
        let names = header.fields.map { $0.trimmed.lowercased() }
        let problems = headerProblems(names, header.line)
        guard problems.isEmpty else { throw refusal(problems) }
        var contents = Contents()
        for row in rows.dropFirst() {
            do {
                contents.forms.append(try form(row, names, today))
            } catch {
                contents.problems.append(LineProblem(line: row.line, reason: error.message))
            }
        }
        return contents
    }

    private static func headerProblems(_ names: [String], _ line: Int) -> [LineProblem] {
        var reasons = names.filter { !columns.contains($0) }.map { name in
            "the column \(String(name.prefix(40))) isn't known; the columns are \(columns.joined(separator: ", "))"
        }
        reasons += ["name", "born"].filter { !names.contains($0) }.map { "the column \($0) is missing" }
        if Set(names).count < names.count { reasons.append("a column stands twice") }
        return reasons.map { LineProblem(line: line, reason: $0) }
    }

    private static func form(_ row: CSVRow, _ names: [String], _ today: LocalDate) throws(Refusal) -> MemberForm {
        guard row.fields.count == names.count else {
            throw bad("it has \(row.fields.count) fields, but the header names \(names.count) columns")
        }
        var fields: [String: String] = [:]
        for (name, field) in zip(names, row.fields) where !field.trimmed.isEmpty { fields[name] = field.trimmed }
        guard let name = fields["name"] else { throw bad("the name is missing") }
        guard let born = fields["born"] else { throw bad("the date of birth is missing") }
        var admitted: LocalDate?
        if let text = fields["admitted"] {
            admitted = LocalDate(text: text)
            if admitted == nil { throw bad("the admission date can't be read; write it as 2026-11-23") }
        }
        return MemberForm(
            code: fields["code"],
            details: MemberDetails(
                name: try MemberEntry.name(name), born: try MemberEntry.born(born, today: today),
                contacts: try contacts(fields)),
            program: fields["program"], admitted: admitted, groups: words(fields["groups"]), line: row.line)
    }

    private static func contacts(_ fields: [String: String]) throws(Refusal) -> Personal<[Contact]> {
        let agreed = words(fields["consent"]?.lowercased())
        if let unknown = agreed.first(where: { Contact.Channel(rawValue: $0) == nil }) {
            throw bad("consent names the channels phone, sms and email, not \(unknown.prefix(20))")
        }
        var contacts: [Contact] = []
        for channel in Contact.Channel.allCases {
            guard let address = fields[channel.rawValue] else { continue }
            contacts.append(
                try MemberEntry.contact(
                    channel: channel.rawValue, address: address, consent: agreed.contains(channel.rawValue)))
        }
        return Personal(contacts)
    }

    private static func words(_ text: String?) -> [String] {
        (text ?? "").split { $0 == ";" || $0.isWhitespace }.map(String.init)
    }

    private static func bad(_ reason: String) -> Refusal {
        Refusal(.badValue(field: "text"), reason)
    }

    private static func refusal(_ problems: [LineProblem]) -> Refusal {
        Refusal(
            .refusedImport(problems),
            "nothing was imported, since \(problems.count) \(problems.count == 1 ? "line is" : "lines are") wrong")
    }
}

extension String {
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
