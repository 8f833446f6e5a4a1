import Foundation
import PluginHost
import Testing

/// Whether somebody who connects by themselves is a plugin.
@Suite("Processes behind connections")
struct PeerTests {
    /// Starts a script of Python that ends with its input, and reads the number that it prints.
    private func started(_ script: String) throws -> (process: Process, input: Pipe, number: Int32) {
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-I", "-c", "import os, sys\n" + script]
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        let text = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        return (process, input, try #require(Int32(text.trimmingCharacters(in: .newlines))))
    }

    @Test("Whom this process hasn't started is nobody's plugin")
    func stranger() {
        #expect(PluginPeer.plugin(behind: getppid()) == nil)
        #expect(PluginPeer.plugin(behind: 1) == nil)
        // Somebody outside of the container that this process is in.
        #expect(PluginPeer.plugin(behind: 0) == nil)
    }

    @Test("A process below this one is a plugin's, also where it has nothing of the plugin's left")
    func child() throws {
        let (process, input, number) = try started("print(os.getpid(), flush=True)\nsys.stdin.read()")
        #expect(PluginPeer.plugin(behind: number) == "")
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    @Test("Who hides behind many generations is no stranger for that")
    func generations() throws {
        let (process, input, number) = try started(
            """
            for _ in range(300):
                if os.fork():
                    os.wait()
                    os._exit(0)
            print(os.getpid(), flush=True)
            sys.stdin.read()
            """)
        #expect(PluginPeer.plugin(behind: number) == "")
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    @Test("Who has ended before anybody looked is no stranger for that")
    func gone() throws {
        let (process, input, number) = try started("print(os.getpid(), flush=True)")
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        #expect(PluginPeer.plugin(behind: number) == "")
    }
}
