import ConvenedAPI
import Foundation

/// All the pages.
struct Book {
    let convene: Help.Command
    let convened: Help.Command
    /// As `2026-11-26`.
    let date: String

    static let readme = String(decoding: PackageResources.README_md, as: UTF8.self)
    static let configuration = String(decoding: PackageResources.convened_toml, as: UTF8.self)

    func pages() throws -> [Page] {
        try [root] + convene.shown.map { subcommand($0) }
            + [daemon(), configurationPage(), pluginPage(), protocolPage(), messagesPage()]
    }

    func page(_ name: String, _ section: Int, _ title: String) -> Page {
        Page(name, section, title: title, version: API.version, date: date)
    }

    // MARK: convene

    private var root: Page {
        var page = page("convene", 1, "the command line of convened")
        page.heading("Synopsis")
        page.paragraph("\(Page.bold("convene")) [\(Page.italic("subcommand"))] [\(Page.italic("option"))...]")
        page.heading("Description")
        if let abstract = convene.abstract { page.paragraph(Page.escaped(abstract)) }
        page.discussion(convene.discussion)
        page.heading("Commands")
        for command in convene.shown {
            page.item(
                "\(Page.bold("convene \(command.commandName)"))",
                Page.escaped(command.abstract ?? "")
                    + " See \(Page.bold("convene-\(command.commandName)"))(1).")
        }
        page.heading("Environment")
        for (name, text) in [
            ("CONVENED_SOCKET", "The daemon's socket, where --socket names none."),
            ("CONVENED_BY", "The initials of who uses a shared account, where --by says none."),
            ("CONVENED_CONNECTION", "The descriptor of the connection that a plugin inherits from the daemon."),
            ("NO_COLOR", "If it is there, nothing has a colour."),
        ] { page.item(Page.bold(name), Page.escaped(text)) }
        page.heading("Files")
        page.item(Page.italic("/run/convened/convened.sock"), "The daemon\\(aqs socket.")
        seeAlso(&page, ["convened(8)", "convened.toml(5)", "convened-plugin(7)", "convened-protocol(7)"])
        return page
    }

    private func subcommand(_ command: Help.Command) -> Page {
        let path = "convene \(command.commandName)"
        let title = (command.abstract ?? "").prefix { $0 != "." }
        var page = page("convene-\(command.commandName)", 1, title.prefix(1).lowercased() + title.dropFirst())
        page.heading("Synopsis")
        page.paragraph(Page.usage(of: command, path: path))
        page.heading("Description")
        if let abstract = command.abstract { page.paragraph(Page.escaped(abstract)) }
        page.discussion(command.discussion)
        if !command.options.isEmpty {
            page.heading("Options")
            page.arguments(of: command)
        }
        if !command.shown.isEmpty {
            page.heading("Commands")
            for inner in command.shown {
                page.subheading("\(path) \(inner.commandName)")
                page.command(inner, path: "\(path) \(inner.commandName)")
                for innermost in inner.shown {
                    page.command(innermost, path: "\(path) \(inner.commandName) \(innermost.commandName)")
                }
            }
        }
        page.heading("Exit status")
        page.paragraph("As \(Page.bold("convene"))(1) says.")
        seeAlso(&page, ["convene(1)", "convened(8)"])
        return page
    }

    // MARK: The service

    private func daemon() throws -> Page {
        var page = page("convened", 8, "group sessions and treatment hours of an Intensive Outpatient Program")
        page.heading("Synopsis")
        page.paragraph(Page.usage(of: convened, path: "convened"))
        page.heading("Description")
        if let abstract = convened.abstract { page.paragraph(Page.escaped(abstract)) }
        page.discussion(convened.discussion)
        page.heading("Options")
        page.arguments(of: convened)
        page.heading("The service")
        try page.readme("The service", from: Self.readme)
        page.heading("Signals")
        page.item("SIGHUP", "Reads the configuration again and looks for plugins anew.")
        page.item(
            "SIGTERM, SIGINT", "Answers what was asked, ends the plugins, closes the ledger, and ends.")
        page.heading("Exit status")
        for (status, text) in [
            ("0", "It was told to end."), ("64", "The command line is wrong."),
            ("65", "The ledger isn't what it should be."), ("66", "A file can't be read."),
            ("73", "The socket or the ledger can't be used: another daemon has it, or it can't be made."),
            ("78", "The configuration is wrong. systemd doesn't start it again."),
        ] { page.item(status, Page.escaped(text)) }
        page.heading("Files")
        for (path, text) in [
            ("/etc/convened/convened.toml", "The configuration, see convened.toml(5)."),
            ("/etc/convened/plugins", "The administrator's plugins, see convened-plugin(7)."),
            ("/var/lib/convened/ledger.db", "The ledger."), ("/run/convened/convened.sock", "The socket."),
            ("/var/backups/convened", "Backups."),
        ] { page.item(Page.italic(path), Page.escaped(text)) }
        seeAlso(
            &page,
            ["convene(1)", "convened.toml(5)", "convened-plugin(7)", "convened-protocol(7)", "convened-messages(7)"])
        return page
    }

    func seeAlso(_ page: inout Page, _ others: [String]) {
        page.heading("See also")
        page.paragraph(
            others.map { other in
                let name = other.prefix { $0 != "(" }
                return Page.bold(name) + other.dropFirst(name.count)
            }.joined(separator: ", "))
    }
}
