import Foundation
import Synchronization
import Testing

@testable import Daemon

/// A plugin as a service of its own, away from its daemon.
@Suite struct PluginServiceTests {
    /// A folder with a plugin in it.
    private static func folder() throws -> URL {
        let folder = URL(fileURLWithPath: NSTemporaryDirectory() + "service-\(UUID().uuidString)")
        let plugin = folder.appendingPathComponent("lonely")
        try FileManager.default.createDirectory(at: plugin, withIntermediateDirectories: true)
        let manifest = """
            api = 1
            version = "1"
            description = "a test"
            events = ["test.*"]
            run = "run"
            class = "unit"
            """
        try Data(manifest.utf8).write(to: plugin.appendingPathComponent("plugin.toml"))
        let script = plugin.appendingPathComponent("run")
        try Data("#!/bin/sh\n".utf8).write(to: script)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
        return folder
    }

    @Test("Plugins are looked for where the configuration says, or in the usual folders if it can't be read")
    func folders() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let options = DaemonOptions(configuration: folder.path + "/convened.toml")
        #expect(PluginTools.folders(options) == DaemonConfiguration.usualPluginFolders)
        let text = "[site]\nzone = \"UTC\"\n[plugins]\nfolders = [\"\(folder.path)\"]\n"
        try Data(text.utf8).write(to: folder.appendingPathComponent("convened.toml"))
        #expect(PluginTools.folders(options) == [folder.path])
        let failure = #expect(throws: StartupFailure.self) {
            try PluginService("nobody", folders: [folder.path], socket: nil, ownsStrays: false)
        }
        #expect(
            failure?.description == "there is no plugin nobody in \(folder.path); put its folder there, or name the "
                + "folder that it is in with --folder")
    }

    @Test("Where no socket comes it ends after some looks, with a status after which it is started anew")
    func noSocket() async throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let waits = Mutex<[Duration]>([])
        let service = try PluginService(
            "lonely", folders: [folder.path], socket: folder.path + "/run/socket", ownsStrays: false
        ) { time in
            waits.withLock { $0.append(time) }
        }
        let failure = await #expect(throws: StartupFailure.self) { try await service.work() }
        #expect(failure?.status == 69)
        #expect(failure?.description.hasPrefix("there is no socket \(folder.path)/run/socket: start convened") == true)
        #expect(waits.withLock { $0 } == Array(repeating: .seconds(1), count: 9))
    }

    @Test("While the folder of its socket is there it waits for a daemon that is away, for as long as it takes")
    func away() async throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let waits = Mutex(0)
        let service = try PluginService(
            "lonely", folders: [folder.path], socket: folder.path + "/socket", ownsStrays: false
        ) { _ in
            let count = waits.withLock { count in
                count += 1
                return count
            }
            if count == 100 { throw CancellationError() }
        }
        await #expect(throws: CancellationError.self) { try await service.work() }
        #expect(waits.withLock { $0 } == 100)
    }
}
