import Glibc
import Testing

@testable import PluginHost

@Suite("One run of a plugin's executable")
struct ProcessTests {
    @Test("Who was asked to stop before the process was watched still ends it")
    func cancelledAtOnce() async throws {
        let sleep = try #require(Descriptor.open("/bin/sleep"))
        let run = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            let start = PluginStart(
                executable: sleep, arguments: ["sleep", "20"], environment: [:], folder: "/", input: "")
            return await PluginProcess.run(start, timeout: .seconds(1000)) { _ in }
        }
        #expect(await run.value == .signalled(SIGTERM))
    }
}
