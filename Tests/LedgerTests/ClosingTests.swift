import Foundation
import Ledger
import Testing

@Suite struct ClosingTests {
    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ledger-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// Readers are in the middle of reading when the ledger is closed, and go on asking after that.
    @Test(arguments: 1...20)
    func readersAreWaitedForAndThenRefused(round: Int) throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let ledger = try Ledger(path: folder.appendingPathComponent("ledger.db").path)
        let threads = DispatchGroup()
        let begun = DispatchSemaphore(value: 0)
        for number in 0..<4 {
            threads.enter()
            Thread.detachNewThread {
                begun.signal()
                while (try? ledger.read { try $0.lastSequence() }) != nil {
                    if number == 0 { ledger.enqueueRead { _ = try? $0.get().lastSequence() } }
                }
                threads.leave()
            }
        }
        for _ in 0..<4 { begun.wait() }
        try ledger.close()
        #expect(threads.wait(timeout: .now() + 20) == .success, "round \(round)")
        #expect(throws: LedgerError.self) { try ledger.transaction { _ in } }
        let refused = DispatchSemaphore(value: 0)
        ledger.enqueue { writer in
            if (try? writer.transaction { _ in }) == nil { refused.signal() }
        }
        #expect(refused.wait(timeout: .now() + 20) == .success)
    }
}
