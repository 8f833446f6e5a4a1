import Foundation
import Systemd

/// The journal's message catalog, which `journalctl -x` shows.
enum Catalog {
    static var text: String {
        MessageID.allCases.map { id in
            let meaning = id.meaning
            return """
                -- \(id.rawValue)
                Subject: \(meaning.subject)
                Defined-By: convened
                Documentation: man:convened-messages(7)

                \(wrapped(meaning.text))

                \(wrapped(meaning.action))

                """
        }.joined(separator: "\n")
    }

    private static func wrapped(_ text: String) -> String {
        text.split(separator: " ").reduce(into: [""]) { lines, word in
            let line = lines.removeLast()
            if line.isEmpty {
                lines.append(String(word))
            } else if line.count + word.count < 79 {
                lines.append("\(line) \(word)")
            } else {
                lines += [line, String(word)]
            }
        }.joined(separator: "\n")
    }
}
