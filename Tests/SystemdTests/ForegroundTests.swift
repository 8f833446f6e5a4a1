import Foundation
import Logging
import Systemd
import Testing

@Suite struct ForegroundTests {
    private let pipe: (reading: CInt, writing: CInt)

    init() {
        var ends: [CInt] = [-1, -1]
        #expect(Glibc.pipe(&ends) == 0)
        pipe = (ends[0], ends[1])
        _ = fcntl(pipe.reading, F_SETFL, O_NONBLOCK)
    }

    private func read() -> String {
        var bytes = [UInt8](repeating: 0, count: 1 << 17)
        let count = Glibc.read(pipe.reading, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    private func close() {
        _ = Glibc.close(pipe.reading)
        _ = Glibc.close(pipe.writing)
    }

    @Test(arguments: [nil, "", "1:2", "not a stream"])
    func writesOneReadableLine(stream: String?) throws {
        defer { close() }
        let journal = Journal(environment: stream.map { ["JOURNAL_STREAM": $0] } ?? [:], standardError: pipe.writing)
        journal.send(
            .limitReached, "Limit \("connections" as StaticString) is\nreached.",
            fields: [.init(.limit, "connections" as StaticString), .init(.count, 256)])
        let line = read()
        let words = "warning Limit connections is reached. limit=connections count=256\n"
        #expect(line.hasSuffix(" " + words))
        #expect(line.dropLast(words.count).wholeMatch(of: #/[0-2]\d:[0-5]\d:[0-6]\d /#) != nil)
    }

    @Test func aPriorityOfItsOwnWins() {
        defer { close() }
        Journal(environment: [:], standardError: pipe.writing).send(.serviceReady, "Up.", priority: .critical)
        #expect(read().hasSuffix(" critical Up.\n"))
    }

    @Test func librariesLinesHaveTheirMetadata() {
        defer { close() }
        let journal = Journal(environment: [:], standardError: pipe.writing)
        var log = Logger(label: "nio") { JournalLogHandler(component: $0, journal: journal) }
        log[metadataKey: "plugin"] = "hours-alert"
        log[metadataKey: "tries"] = "1"
        log.debug("Too quiet to be heard.")
        log.error("Gone.", metadata: ["tries": "2"])
        #expect(read().dropFirst(9) == "error Gone. tries=2 component=nio plugin=hours-alert\n")
    }

    @Test func aFullPipeLosesLinesAndNothingElse() {
        defer { close() }
        let journal = Journal(environment: [:], standardError: pipe.writing)
        // A pipe takes 64 KiB; this is more, and nobody reads.
        for _ in 0..<3000 { journal.send(.serviceReady, "The service answers calls, in many words.") }
        let lines = read()
        #expect(lines.utf8.count > 1 << 15)
        #expect(lines.hasSuffix("words.\n"))
        journal.send(.serviceStopping, "Stopping.")
        #expect(read().hasSuffix(" notice Stopping.\n"))
    }

    @Test func nobodyAtTheOtherEndIsNoError() {
        _ = Glibc.close(pipe.reading)
        Journal(environment: [:], standardError: pipe.writing).send(.serviceStopping, "Stopping.")
        _ = Glibc.close(pipe.writing)
        Journal(environment: [:], standardError: pipe.writing).send(.serviceStopping, "Stopping.")
    }

    @Test(arguments: MessageID.allCases)
    func identifiersAreAsJournaldWantsThem(_ id: MessageID) {
        #expect(id.rawValue.wholeMatch(of: /[0-9a-f]{32}/) != nil)
    }
}
