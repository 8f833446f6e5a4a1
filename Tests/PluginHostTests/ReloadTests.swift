import Clinic
import Foundation
import PluginHost
import Testing

@Suite("Plugins that come, change and go")
struct ReloadTests {
    @Test("A reload finds what is new, changed, refused and gone, and leaves the rest alone")
    func reload() async throws {
        let test = try TestHost()
        for name in ["same", "script", "manifest", "spoiled", "gone"] { try test.write(name, "echo 1 >> heard") }
        try await test.start("gone")
        #expect(await test.host.reload() == PluginReload())
        try test.write("new", "echo 1 >> heard")
        try test.write("script", "echo 2 >> heard")
        try test.write("manifest", "echo 1 >> heard", events: "[\"other.*\"]")
        try test.write("spoiled", "exit 0", extra: "colour = 3\nretries = \"many\"")
        try FileManager.default.removeItem(atPath: "\(test.folder)/plugins/gone")
        let result = await test.host.reload()
        // Writing a script anew makes another file of it, even with the same text.
        #expect(
            (result.added, result.removed, result.refused) == (["new"], ["gone"], ["spoiled"])
                && result.changed == ["manifest", "script"])
        try await test.wait {
            $0.starts(of: "new") == 1 && $0.starts(of: "manifest") == 2 && $0.starts(of: "script") == 2
        }
        // What is gone or spoiled is so once it has finished what it was doing.
        try await test.wait {
            let statuses = try await $0.host.list()
            return statuses.map(\.name) == ["manifest", "new", "same", "script", "spoiled"]
                && statuses.last?.state == .refused
        }
        let reason = try #require(try await test.host.list().last?.reason)
        #expect(reason.contains("plugin.toml line 6: colour isn't known"))
        #expect(reason.contains("plugin.toml line 7: retries must be a whole number from 0 to 1000, not \"many\"."))
        #expect(test.starts(of: "same") == 1)
        await test.host.stop()
    }

    @Test("What a changed plugin is doing is finished first, and no event is told twice or lost")
    func replacedWhileRunning() async throws {
        let test = try TestHost()
        try test.write("busy", "cat > /dev/null; echo begun; while [ ! -e go ]; do sleep 0.05; done; echo old >> who")
        try await test.start("busy")
        test.send("test.one")
        try await test.wait { $0.lines(of: "busy") == ["begun"] }
        test.send("test.two")
        try test.write("busy", "echo new >> who")
        #expect(await test.host.reload().changed == ["busy"])
        try Data().write(to: URL(fileURLWithPath: "\(test.folder)/state/busy/go"))
        #expect(try await test.waitForOutcome("busy", count: 2).map(\.sequence) == [1, 2])
        #expect(test.state("who", in: "busy") == "old\nnew\n")
        await test.host.stop()
        #expect(test.store.outcomes(of: "busy").count == 2)
    }

    @Test("A stop doesn't wait for what a reload waits for")
    func stopDuringReload() async throws {
        let test = try TestHost()
        try test.write("slow", "echo begun; sleep 1000", extra: "timeout = \"1h\"")
        try await test.start("slow")
        test.send("test.one")
        try await test.wait { $0.lines(of: "slow") == ["begun"] }
        try test.write("slow", "exit 0")
        await test.host.reload()
        await test.host.stop()
        #expect(test.store.outcomes(of: "slow").isEmpty)
        #expect(test.starts(of: "slow") == 1)
    }

    @Test("A folder that changes is noticed by itself, even one that doesn't exist yet")
    func watched() async throws {
        let test = try TestHost(quiet: .milliseconds(50))
        try FileManager.default.removeItem(atPath: "\(test.folder)/plugins")
        await test.host.start()
        try test.write("arrives", "exit 0")
        try await test.wait { $0.starts(of: "arrives") >= 1 }
        let starts = test.starts(of: "arrives")
        try test.write("arrives", "exit 1")
        try await test.wait { $0.starts(of: "arrives") > starts }
        try FileManager.default.removeItem(atPath: "\(test.folder)/plugins/arrives")
        try await test.wait { try await $0.host.list().isEmpty }
        await test.host.stop()
    }
}
