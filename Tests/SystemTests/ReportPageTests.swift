import Foundation
import Testing

/// The pages of reports in a real browser, and on paper.
@Suite(
    .serialized,
    .enabled(
        if: Browser.isInstalled,
        "SKIPPED: nobody looked at the pages, since chromium or poppler-utils is missing; Tests/run installs them"))
struct ReportPageTests {
    private static let long = "Maximiliana-Bartholomea von und zu Oberunterquillfeatherstein"
    private static let script = "<script>alert(1)</script>"
    private static let arabic = "ليلى العلي"
    private let daemon: DaemonProcess

    /// Forty members of a group whose session has ended, three of them with names that are hard to print.
    init() throws {
        daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP")
        let names = [Self.long, Self.script, Self.arabic] + (4...40).map { "Sample Person-\($0)" }
        try daemon.importMembers(
            names.enumerated().map { "P\(100 + $0),\($1),1990-02-28,,,iop-adult,2026-01-05,evening\n" }.joined())
        for index in 0..<30 {
            _ = try daemon.convene("check-in", "P\(100 + index)", "--at", Noon.clock(-120))
        }
        _ = try daemon.convene("session", "start", "--at", Noon.clock(-110))
        _ = try daemon.convene("session", "end")
        for member in ["P100", "P101"] {
            _ = try daemon.convene(
                "measure", "record", member, "--session", daemon.session("evening"), input: "craving: 9\n")
        }
    }

    static let reports = [
        ["week"], ["month", "--month", Noon.month], ["member", "P100"], ["group", "evening"], ["sheet", "SESSION"],
        ["extract", "P101"],
    ]

    private func page(_ report: [String]) throws -> URL {
        let file = daemon.folder.appendingPathComponent("\(report[0]).html")
        let words = report.map { $0 == "SESSION" ? daemon.session("evening") : $0 }
        let run = try run(
            Binaries.convene, ["report"] + words + ["--html", file.path],
            environment: ["CONVENED_SOCKET": daemon.socket])
        try #require(run.status == 0, "\(run.all)")
        #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
        return file
    }

    @Test("A browser has nothing to say about a page, and prints it within the paper's margins", arguments: reports)
    func printed(report: [String]) throws {
        let browser = Browser(folder: daemon.folder)
        let pages = try browser.print(page(report))
        #expect(browser.complaints == [])
        #expect(!pages.isEmpty)
        for page in pages {
            for word in page.words {
                #expect(word.isWithin(page, margin: 30), "\(report[0]): \(word.text) at \(word.left) to \(word.right)")
            }
        }
        guard ["week", "month", "sheet"].contains(report[0]) else { return }
        // Every member is on one page, with the table's head above; a long table has several pages.
        for index in 0..<40 {
            let found = pages.filter { page in page.words.contains { $0.text == "P\(100 + index)" } }
            #expect(found.count == 1, "\(report[0]): P\(100 + index)")
            #expect(found.allSatisfy { page in page.words.contains { $0.text == "Member" } }, "\(report[0])")
        }
        if report[0] == "sheet" {
            #expect(pages.count > 1)
            let row = pages.first { page in page.words.contains { $0.text == "P100" } }
            let words = row?.words.map(\.text).joined() ?? ""
            #expect(words.contains("Maximiliana-Bartholomea") && words.contains("quillfeatherstein"))
        }
    }

    @Test("Blank sheets are a day's sessions on paper, each beginning a new page, with room to write")
    func blankSheets() throws {
        let late = try daemon.convene(
            "group", "add", "late", "--name", "Late IOP", "--program", "iop-adult", "--meets",
            "\(Noon.weekday) \(Noon.clock(60)) 1h")
        try #require(late.status == 0, "\(late.all)")
        try #require(try daemon.convene("roster", "add", "late", "P100", "P102").status == 0)
        let browser = Browser(folder: daemon.folder)
        let file = daemon.folder.appendingPathComponent("sheets.html")
        let run = try daemon.convene("sheet", "--on", Noon.date(inDays: 7), "--html", file.path)
        try #require(run.status == 0, "\(run.all)")
        #expect(run.errors.hasPrefix("2 sheets for "))
        #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
        let pages = try browser.print(file)
        #expect(browser.complaints == [])
        for page in pages {
            for word in page.words { #expect(word.isWithin(page, margin: 30), "\(word.text)") }
        }
        let first = pages.map { page in page.words.map(\.text).contains("Sign-in") }
        #expect(first.count { $0 } == 2 && first.first == true && first.last == true, "\(first)")
        let words = pages.last?.words.map(\.text) ?? []
        #expect(words.contains("Late") && words.contains("P100") && words.contains("P102") && !words.contains("P101"))
        let tree = try browser.documentTree(of: file)
        // Two members, three lines to spare, and room for two times and a signature in each.
        let section = tree.components(separatedBy: "<section>").last ?? ""
        #expect(section.components(separatedBy: "<td class=\"blank\"></td>").count - 1 == 5 + 3)
        #expect(section.components(separatedBy: "<td class=\"blank time\"></td>").count - 1 == 10 + 3)
    }

    @Test("A name is text on a page, whatever is in it")
    func names() throws {
        let browser = Browser(folder: daemon.folder)
        let sheet = try browser.documentTree(of: page(["sheet", "SESSION"]))
        for name in ["&lt;script&gt;alert(1)&lt;/script&gt;", Self.arabic, Self.long] {
            #expect(sheet.contains(">\(name)</td>"), "\(name)")
        }
        #expect(!sheet.contains("<script"))
        let extract = try browser.documentTree(of: page(["extract", "P101"]))
        #expect(extract.contains("<h1 dir=\"auto\">&lt;script&gt;alert(1)&lt;/script&gt;</h1>"))
        // It names nobody else, by name or by code.
        for other in ["Sample", Self.arabic, "Maximiliana", "P100", "P102", "P130"] {
            #expect(!extract.contains(other), "\(other)")
        }
    }

    @Test("What a member said of themselves is in their report and their extract")
    func measures() throws {
        let browser = Browser(folder: daemon.folder)
        for report in [["member", "P100"], ["extract", "P101"]] {
            let tree = try browser.documentTree(of: page(report))
            #expect(tree.contains("<figcaption>Craving</figcaption>"), "\(report[0])")
            #expect(tree.contains(">9! (0 to 10; lower is better; ! at 8 and above; "), "\(report[0])")
        }
    }

    @Test("The browser would say if a page asked for something from elsewhere")
    func elsewhere() throws {
        let file = try page(["week"])
        let text = try String(contentsOf: file, encoding: .utf8)
        let asking = text.replacingOccurrences(of: "</body>", with: "<img src=\"http://127.0.0.1:9/x.png\"></body>")
        try #require(asking != text)
        try Data(asking.utf8).write(to: file)
        let browser = Browser(folder: daemon.folder)
        _ = try browser.print(file)
        #expect(browser.complaints.contains { $0.contains("Content Security Policy") })
    }
}
