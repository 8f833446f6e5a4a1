import Clinic
import Glibc
import Testing

@testable import PluginHost

@Suite("One run of a plugin's executable")
struct ProcessTests {
    @Test("Who was asked to stop before the process was watched still ends it")
    func cancelledAtOnce() async throws {
        let sleep = try #require(Descriptor.open("/bin/sleep"))
        let environment = PluginEnvironment(
            folders: [], stateFolder: "/", trustedOwners: [], quiet: nil, connect: { _ in nil }, listen: { _ in },
            credentials: nil,
            ownsStrays: false, cgroups: nil,
            now: { Instant(milliseconds: 0) }, sleep: { _ in }, jitter: { 0 }, notice: { _ in })
        let run = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            let start = PluginStart(
                run: PluginRun("sleeper", environment), executable: sleep, arguments: ["sleep", "20"], environment: [:],
                folder: "/")
            return await PluginProcess.run(start, input: "", timeout: .seconds(1000)) { _ in }.ending
        }
        #expect(await run.value == .signalled(SIGTERM))
    }
}
