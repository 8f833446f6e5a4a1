import Foundation
import Testing

/// Debian's Chromium without a screen, and Poppler for what it prints.
final class Browser {
    static let isInstalled = ["chromium", "pdftotext"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
    }

    struct Word {
        let text: String
        /// In points from the page's upper left corner.
        let left, top, right, bottom: Double

        func isWithin(_ page: Page, margin: Double) -> Bool {
            left >= margin && top >= margin && right <= page.width - margin && bottom <= page.height - margin
        }
    }

    struct Page {
        let width, height: Double
        var words: [Word] = []
    }

    private let folder: URL
    /// What the console of the last page said.
    private(set) var complaints: [String] = []

    init(folder: URL) { self.folder = folder }

    /// Prints a page and reads the paper.
    func print(_ file: URL) throws -> [Page] {
        let paper = folder.appendingPathComponent("paper.pdf").path
        _ = try open(file, "--no-pdf-header-footer", "--print-to-pdf=\(paper)")
        let layout = try run("/usr/bin/pdftotext", ["-bbox", paper, "-"])
        try #require(layout.status == 0, "\(layout.all)")
        var pages: [Page] = []
        for line in layout.output.split(separator: "\n") {
            let numbers = Self.attributes(line)
            if line.contains("<page ") {
                pages.append(Page(width: numbers["width"] ?? 0, height: numbers["height"] ?? 0))
            } else if line.contains("<word "), let from = line.firstIndex(of: ">"),
                let to = line.range(of: "</word>")?.lowerBound, !pages.isEmpty
            {
                pages[pages.count - 1].words.append(
                    Word(
                        text: String(line[line.index(after: from)..<to]), left: numbers["xMin"] ?? 0,
                        top: numbers["yMin"] ?? 0, right: numbers["xMax"] ?? 0, bottom: numbers["yMax"] ?? 0))
            }
        }
        return pages
    }

    /// The page as the browser has understood it.
    func documentTree(of file: URL) throws -> String {
        try open(file, "--dump-dom").output
    }

    private func open(_ file: URL, _ arguments: String...) throws -> Run {
        // The pages are our own, and root can't have Chromium's sandbox.
        let quiet = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
            "--user-data-dir=\(folder.path)/browser", "--enable-logging=stderr", "--log-level=0",
        ]
        let run = try run(
            "/usr/bin/chromium", quiet + arguments + ["file://\(file.path)"],
            environment: ["HOME": folder.path, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"])
        try #require(run.status == 0, "\(run.all)")
        complaints = run.errors.split(separator: "\n").map(String.init).filter { $0.contains("CONSOLE") }
        return run
    }

    /// The numbers in attributes such as `xMin="42.5"`.
    private static func attributes(_ line: Substring) -> [String: Double] {
        let parts = line.split(separator: "\"")
        return zip(parts, parts.dropFirst()).reduce(into: [:]) { found, pair in
            guard let name = pair.0.split(separator: " ").last, name.hasSuffix("=") else { return }
            found[String(name.dropLast())] = Double(pair.1)
        }
    }
}
