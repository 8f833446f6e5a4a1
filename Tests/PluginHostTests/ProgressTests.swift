import Clinic
import Foundation
import PluginHost
import Testing

@Suite("How far a plugin has come, as it is stored")
struct ProgressTests {
    private static var full: PluginProgress {
        var progress = PluginProgress(cursor: 41)
        progress.attempts = 3
        progress.nextTry = Instant(milliseconds: 1_800_000_000_000)
        progress.stopped = "exit status 78"
        progress.delivered = 12
        progress.failed = 5
        progress.dropped = 2
        progress.refusedCalls = 4
        progress.protocolErrors = 6
        progress.upTo = 44
        progress.isDisabled = true
        progress.redo = [3, 1]
        progress.last = 41
        progress.lastAt = Instant(milliseconds: 1_800_000_000_000)
        progress.operation = 17
        return progress
    }

    @Test(
        "What another version stored is read, whatever it lacks or has more",
        arguments: [
            (#"{"cursor":41}"#, PluginProgress(cursor: 41)),
            (#"{"cursor":41,"attempts":0,"colour":"red"}"#, PluginProgress(cursor: 41)),
            (
                #"""
                {"cursor":41,"attempts":3,"nextTry":1800000000000,"stopped":"exit status 78","delivered":12,"failed":5,"dropped":2,"refusedCalls":4,"protocolErrors":6,
                "parked":1,"upTo":44,"isDisabled":true,"redo":[3,1],"last":41,"lastAt":1800000000000,"operation":17}
                """#, full
            ),
        ])
    func otherVersions(text: String, progress: PluginProgress) throws {
        #expect(try JSONDecoder().decode(PluginProgress.self, from: Data(text.utf8)) == progress)
    }

    @Test("What is written is read again")
    func roundTrip() throws {
        let data = try JSONEncoder().encode(Self.full)
        #expect(try JSONDecoder().decode(PluginProgress.self, from: data) == Self.full)
    }
}
