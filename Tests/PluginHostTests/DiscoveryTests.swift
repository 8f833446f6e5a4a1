import Clinic
import Foundation
import PluginHost
import Testing

@Suite("Finding plugins")
struct DiscoveryTests {
    @Test(
        "What isn't safe or isn't right is refused with its reason",
        arguments: [
            ("mode", "chmod go+w run", "can be written by others"),
            ("folder", "chmod go+w .", "can be written by others"),
            ("bits", "chmod 644 run", "isn't executable"), ("gone", "rm run", "can't be opened"),
            ("manifest", "rm plugin.toml", "plugin.toml can't be opened"),
            ("long", "head -c 70000 /dev/zero | tr '\\0' '#' >> plugin.toml", "plugin.toml can't be read"),
            ("run-link", "mv run real && ln -s real run", "run is a link: put the file itself there"),
            ("toml-link", "mv plugin.toml real && ln -s real plugin.toml", "plugin.toml is a link"),
            ("dead-link", "ln -sf /nowhere run", "run is a link"),
            ("key", "echo 'colour = 3' >> plugin.toml", "colour isn't known; the keys here are api, batch, "),
            (
                "stream-batch", "printf 'mode = \"stream\"\\nbatch = { window = \"1m\" }\\n' >> plugin.toml",
                "batch is for mode \"oneshot\""
            ),
            ("fields", "echo 'fields = [\"member.shoe\"]' >> plugin.toml", "fields must be an array of member.name, "),
            (
                "may", "echo 'may = [\"members.read\"]' >> plugin.toml",
                "may has \"members.read\", whose answers name members: add member.born, member.contact, member.name"
            ),
            ("right", "echo 'may = [\"everything\"]' >> plugin.toml", "may must be an array of alerts.read, "),
            ("secrets", "echo 'secrets = [\"../x\"]' >> plugin.toml", "secrets must be an array of names"),
            ("window", "echo 'batch = { max = 3 }' >> plugin.toml", "[batch] window is missing"),
            ("word", "echo 'mode = \"twice\"' >> plugin.toml", "mode must be one of oneshot, stream, not \"twice\"."),
            ("owner", "chown 12345 run", "belongs to user 12345"),
        ])
    func refused(name: String, spoil: String, reason: String) async throws {
        let test = try TestHost()
        try test.write(name, "exit 0")
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", "cd \(test.folder)/plugins/\(name) && \(spoil)"]
        try shell.run()
        shell.waitUntilExit()
        await test.host.start()
        let status = try #require(try await test.host.list().first)
        #expect(status.state == .refused)
        #expect(status.reason?.contains(reason) == true, "\(status.reason ?? "")")
        await test.host.stop()
    }

    @Test("A class and a mode that are supported may be said")
    func accepted() async throws {
        let test = try TestHost()
        try test.write("hook", "exit 0", extra: "class = \"hook\"\nmode = \"oneshot\"")
        await test.host.start()
        #expect(try await test.host.list().map(\.state) == [.running])
        await test.host.stop()
    }

    @Test("The file that was checked is the one that runs, whatever stands at its path by then")
    func swapped() async throws {
        let test = try TestHost()
        try test.write("honest", "echo honest > who")
        try await test.start("honest")
        let path = "\(test.folder)/plugins/honest/run"
        try FileManager.default.moveItem(atPath: path, toPath: path + ".old")
        try "#!/bin/sh\necho other > who\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        test.send("test.happened")
        _ = try await test.waitForOutcome("honest")
        #expect(test.state("who", in: "honest") == "honest\n")
        await test.host.stop()
    }

    @Test("What vanishes between the check and the start runs as it was checked; a reload then knows it no more")
    func vanished() async throws {
        let test = try TestHost()
        try test.write("fleeting", "echo fleeting > who")
        try await test.start("fleeting")
        try FileManager.default.removeItem(atPath: "\(test.folder)/plugins/fleeting")
        test.send("test.happened")
        #expect(try await test.waitForOutcome("fleeting").map(\.kind) == [.delivered])
        #expect(test.state("who", in: "fleeting") == "fleeting\n")
        #expect(await test.host.reload().removed == ["fleeting"])
        test.send("test.again")
        await test.host.stop()
        #expect(test.store.outcomes(of: "fleeting").count == 1)
    }

    @Test("A bad interpreter is told as what it is")
    func interpreter() async throws {
        let test = try TestHost()
        try test.write("lost", "exit 0", extra: "retries = 0", interpreter: "/nowhere/interpreter")
        try await test.start("lost")
        test.send("test.happened")
        #expect(try await test.waitForOutcome("lost").first?.reason == "can't be started: No such file or directory")
        await test.host.stop()
    }

    @Test("Leftovers of editors and packages are passed over, and a link to /dev/null masks")
    func passedOver() async throws {
        let test = try TestHost()
        for name in [".hidden", "old~", "a.dpkg-new", "b.rpmsave", "c.swp"] { try test.write(name, "exit 0") }
        try FileManager.default.createSymbolicLink(
            atPath: "\(test.folder)/plugins/masked", withDestinationPath: "/dev/null")
        await test.host.start()
        #expect(try await test.host.list().isEmpty)
        await test.host.stop()
    }
}
