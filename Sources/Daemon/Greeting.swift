import Clinic
import Engine
import Foundation
import Ledger

/// What the sample clinic says when it is ready: where it is and what to try.
struct Greeting {
    let engine: Engine
    let socket: String
    /// Where somebody's own plugins are looked for.
    let plugins: String

    func print() async {
        let convene = program
        let zone = engine.site.zone
        let next = (try? await firstSteps()) ?? ["today", "hours", "member list"]
        var lines = [
            "", "The sample clinic is served at \(socket)",
            "It is \(zone.wallTime(at: engine.clock.now)) there, in the time zone \(zone.identifier).",
            "Try in another terminal:", "",
            "    export CONVENED_SOCKET=\(socket)",
        ]
        lines += next.map { "    \(convene) \($0)" }
        lines += ["", "Plugins of yours go to \(plugins), and what they write stands here."]
        FileHandle.standardOutput.write(Data((lines + ["", ""]).joined(separator: "\n").utf8))
    }

    /// Three commands that have something to show at this time of the day.
    private func firstSteps() async throws -> [String] {
        let today = engine.site.zone.date(at: engine.clock.now)
        let (live, next) = try await engine.read { store in
            (
                try store.liveSessions().first,
                try store.sessions(from: today, to: today).first { $0.state == .scheduled }
            )
        }
        if live != nil { return ["today", "in", "hours"] }
        if let next { return ["today", "session open \(next.name)", "in"] }
        return ["today", "hours", "events --since 1"]
    }

    /// `convene` beside this program if it is there.
    private var program: String {
        let folder = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")).map {
            URL(fileURLWithPath: $0).deletingLastPathComponent().path
        }
        guard let folder, FileManager.default.isExecutableFile(atPath: folder + "/convene") else { return "convene" }
        return folder + "/convene"
    }
}
