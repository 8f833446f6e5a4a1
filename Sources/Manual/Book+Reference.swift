import Clinic
import ConvenedAPI
import Daemon
import Foundation
import Ledger
import PluginHost
import StrictTOML
import Systemd
import Varlink

/// The pages that list what the code knows.
extension Book {
    // MARK: convened-messages(7)

    func messagesPage() -> Page {
        var page = page("convened-messages", 7, "the lines of convened in the journal")
        page.heading("Description")
        page.paragraph(
            Page.escaped(
                """
                Each line that convened writes has a MESSAGE_ID, by which it is found, a priority, and fields. No line \
                has a name, a birth date, a contact, a note or a measure. 'journalctl -x' shows what stands here \
                beside the lines.
                """))
        page.example([
            "journalctl -u convened MESSAGE_ID=\(MessageID.alertRaised.rawValue)",
            "journalctl -u convened CONVENED_MEMBER=M1042", "journalctl -u convened -p warning -o json",
        ])
        page.heading("Messages")
        for id in MessageID.allCases {
            let meaning = id.meaning
            page.subheading(meaning.subject)
            page.paragraph("MESSAGE_ID=\(id.rawValue)")
            page.paragraph(Page.escaped("\(meaning.text) \(meaning.action)"))
            let fields = meaning.fields.map { Page.bold($0.journalName) }.joined(separator: ", ")
            page.paragraph("Priority: \(id.priority). Fields: \(fields.isEmpty ? "none of its own" : fields).")
        }
        page.heading("Fields")
        page.paragraph("A line has those of its fields that there is a value for.")
        for key in JournalField.Key.allCases { page.item(Page.bold(key.journalName), Page.escaped(key.meaning)) }
        seeAlso(&page, ["journalctl(1)", "convened(8)"])
        return page
    }

    // MARK: convened.toml(5)

    /// - Throws: ``ManualError`` if the shipped file has other keys than the code.
    func configurationPage() throws -> Page {
        let sections = ConfigurationText(Self.configuration).sections
        let questions = try DaemonConfiguration.keys
        let written = Set(sections.flatMap { section in section.keys.map { "\(section.name).\($0.name)" } })
        let asked = Set(questions.map { "\($0.table).\($0.key)" })
        guard written == asked else {
            throw ManualError(
                "config/convened.toml and the code have different keys: "
                    + written.symmetricDifference(asked).sorted().joined(separator: ", "))
        }
        var page = page("convened.toml", 5, "the configuration of convened")
        page.heading("Description")
        page.paragraph(
            Page.escaped(
                """
                /etc/convened/convened.toml is read when the service starts, and again when it is reloaded. It is TOML; a key that isn't known is \
                refused. 'convened --check-config' says whether a file is right, and 'convene setup' makes one. What \
                is left out has the value that is shown here.
                """))
        for section in sections {
            page.heading("[\(section.name)]", isName: true)
            if !section.comment.isEmpty { page.paragraph(Page.escaped(section.comment)) }
            for key in section.keys {
                let question = questions.first { $0.table == section.name && $0.key == key.name }
                let must = question.map { "Must be \($0.expected)." } ?? ""
                page.item(
                    "\(Page.bold(key.name)) = \(Page.escaped(key.value))\(key.isExample ? " (an example)" : "")",
                    Page.escaped([key.comment, must].filter { !$0.isEmpty }.joined(separator: " ")))
            }
        }
        seeAlso(&page, ["convened(8)", "convene-setup(1)"])
        return page
    }

    // MARK: convened-plugin(7)

    func pluginPage() throws -> Page {
        var page = page("convened-plugin", 7, "scripts that hear what happens, and how they are run")
        page.heading("Description")
        try page.readme("Events and plugins", from: Self.readme)
        page.heading("Rights")
        page.paragraph("What a manifest may ask for with \(Page.bold("may")), and the fields that it must ask for too.")
        for right in PluginRight.allCases {
            let fields = right.fields.map(\.rawValue).sorted().joined(separator: ", ")
            page.item(Page.bold(right.rawValue), fields.isEmpty ? "No fields." : Page.escaped(fields) + ".")
        }
        page.heading("Fields")
        page.paragraph("What a manifest may ask for with \(Page.bold("fields")).")
        page.paragraph(PersonalField.allCases.map { Page.bold($0.rawValue) }.joined(separator: ", "))
        page.heading("Events")
        page.paragraph(
            "Every type of event with what its \(Page.bold("data")) holds. \(Page.bold("convene events schema")) has "
                + "the types of the values, \(Page.bold("convene events sample")) a sample.")
        for form in try EventForm.all {
            let body = try JSONSerialization.jsonObject(with: Data(form.sample.utf8)) as? [String: Any] ?? [:]
            let keys = body.keys.sorted().joined(separator: ", ")
            page.item(Page.bold(form.type), keys.isEmpty ? "Nothing of its own." : Page.escaped(keys) + ".")
        }
        seeAlso(&page, ["convene-plugin(1)", "convene-events(1)", "convened(8)", "convened-protocol(7)"])
        return page
    }

    // MARK: convened-protocol(7)

    func protocolPage() throws -> Page {
        var page = page("convened-protocol", 7, "the Varlink interfaces of convened")
        page.heading("Description")
        try page.readme("The protocol", from: Self.readme)
        for text in Interfaces.all {
            let interface = try Interface(parsing: text.text)
            page.heading(interface.name, isName: true)
            page.discussion(interface.doc)
            for member in interface.members { write(member, to: &page) }
        }
        seeAlso(&page, ["convene-call(1)", "convene-introspect(1)", "convene-monitor(1)", "convened(8)"])
        return page
    }

    private func write(_ member: Interface.Member, to page: inout Page) {
        switch member {
        case .type(let type):
            page.subheading("type \(type.name)")
            page.discussion(type.doc)
            if case .structure(let fields) = type.type { write(fields, "", to: &page) }
        case .method(let method):
            page.subheading("method \(method.name)")
            page.discussion(method.doc)
            write(method.input, "", to: &page)
            write(method.output, "Answers: ", to: &page)
        case .error(let error):
            page.subheading("error \(error.name)")
            page.discussion(error.doc)
            write(error.parameters, "", to: &page)
        }
    }

    private func write(_ fields: [Varlink.Field], _ lead: String, to page: inout Page) {
        for field in fields {
            page.item(
                "\(lead)\(Page.bold(field.name)): \(Page.italic(field.type.description))",
                Page.escaped(field.doc.isEmpty ? "As its type says." : field.doc.replacing("\n", with: " ")))
        }
    }
}
