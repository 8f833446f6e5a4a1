import ArgumentParser
import ConvenedAPI
import Foundation

/// Writes the manual pages and the journal's message catalog. It is a tool of the installation, and is not installed.
@main
struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convened-manual",
        abstract: "Write the manual pages of convened and its message catalog into a folder.")

    @Option(help: "Where the programs are that the pages are about: this one's folder, if absent.")
    var binaries: String?

    @Option(help: "The pages' date, as 2026-11-26; today if absent.")
    var date: String?

    @Argument(help: "The folder. The pages are in man1 to man8 below it, and the catalog is convened.catalog.")
    var folder: String

    func run() throws {
        let folder = URL(fileURLWithPath: folder)
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let binaries = binaries.map { URL(fileURLWithPath: $0) } ?? own
        let book = Book(
            convene: try Help(of: binaries.appendingPathComponent("convene").path).command,
            convened: try Help(of: binaries.appendingPathComponent("convened").path).command,
            date: date ?? Self.today)
        for page in try book.pages() {
            let place = folder.appendingPathComponent("man\(page.section)")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try Data(page.text.utf8).write(to: place.appendingPathComponent(page.file))
        }
        try Data(Catalog.text.utf8).write(to: folder.appendingPathComponent("convened.catalog"))
    }

    private static var today: String {
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
        return [(parts.year ?? 0, 4), (parts.month ?? 0, 2), (parts.day ?? 0, 2)].map { number, width in
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }.joined(separator: "-")
    }
}

/// Why a page can't be written: the sources disagree.
struct ManualError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
