import Clinic
import Foundation
import PluginHost
import Testing

@Suite("What operators can do about deliveries")
struct OperationTests {
    @Test("What was parked can be seen, tried once more, and dropped")
    func parked() async throws {
        let test = try TestHost()
        try test.write("picky", "[ -e fine ] || { echo 'not yet' >&2; exit 1; }", extra: "retries = 1")
        try await test.start("picky")
        for _ in 1...3 { test.send("test.happened") }
        _ = try await test.waitForOutcome("picky", count: 3)
        var parked = try #require(try await test.host.list().first).parked
        #expect(parked.map(\.event.sequence) == [1, 2, 3])
        #expect(parked.map(\.reason) == Array(repeating: "exit status 1: not yet", count: 3))
        #expect(parked.map(\.attempts) == [2, 2, 2])
        try await test.host.carryOut(.skip(2), of: "picky", operation: 10)
        try await test.host.carryOut(.retry(1), of: "picky", operation: 11)
        _ = try await test.waitForOutcome("picky", count: 5)
        try Data().write(to: URL(fileURLWithPath: "\(test.folder)/state/picky/fine"))
        // What was carried out already isn't again, whoever repeats it.
        try await test.host.carryOut(.retry(1), of: "picky", operation: 11)
        try await test.host.carryOut(.retry(nil), of: "picky", operation: 12)
        let outcomes = try await test.waitForOutcome("picky", count: 7)
        #expect(outcomes.dropFirst(3).map(\.kind) == [.skipped, .parked, .delivered, .delivered])
        #expect(outcomes.dropFirst(3).map(\.sequence) == [2, 1, 1, 3])
        #expect(outcomes.last?.attempts == 3)
        parked = try #require(try await test.host.list().first).parked
        #expect(parked.isEmpty)
        await test.host.stop()
    }

    @Test("A new plugin starts at now, and hears what was before when it is asked to")
    func replay() async throws {
        let test = try TestHost()
        test.send("test.before")
        try test.write("late", "cat >> heard; echo >> heard")
        try await test.start("late")
        test.send("test.after")
        #expect(try await test.waitForOutcome("late").map(\.sequence) == [2])
        try await test.host.carryOut(.replay(after: 0), of: "late", operation: 10)
        #expect(try await test.waitForOutcome("late", count: 3).map(\.sequence) == [2, 1, 2])
        await test.host.stop()
    }

    @Test("Refused calls are counted at once, and kept with what comes next")
    func refusedCalls() async throws {
        let test = try TestHost()
        try test.write("asks", "cat > event")
        try await test.start("asks")
        // Nobody is counted for whose progress isn't known yet.
        _ = try await test.host.list()
        for _ in 1...1000 { test.host.noteRefused("io.convened.Members.Show", of: "asks") }
        #expect(try await test.host.list().map(\.progress.refusedCalls) == [1000])
        for _ in 1...10 { test.host.noteRefused("io.convened.Members.Show", of: "asks") }
        test.send("test.happened")
        _ = try await test.waitForOutcome("asks")
        #expect(try await test.store.progress(of: "asks")?.refusedCalls == 1010)
        await test.host.stop()
    }

    @Test("A disabled plugin hears nothing, loses nothing, and stays so over a restart")
    func disable() async throws {
        let test = try TestHost()
        try test.write("quiet", "cat > event")
        try await test.start("quiet")
        #expect(try await test.host.disable("quiet", operation: 1))
        #expect(try await test.host.list().map(\.state) == [.disabled])
        test.send("test.happened")
        await test.host.stop()
        let second = try TestHost(store: test.store, folder: test.folder)
        try await second.start("quiet")
        #expect(try await second.host.list().map(\.state) == [.disabled])
        second.host.wake()
        #expect(second.store.outcomes(of: "quiet").isEmpty)
        #expect(try await second.host.enable("quiet", operation: 2))
        #expect(try await second.waitForOutcome("quiet").map(\.sequence) == [1])
        await second.host.stop()
    }

    @Test("A plugin that fails delays no other")
    func apart() async throws {
        let test = try TestHost()
        try test.write("stuck", "sleep 1000", extra: "timeout = \"60s\"")
        try test.write("quick", "exit 0")
        try await test.start("stuck")
        try await test.start("quick")
        for _ in 1...5 { test.send("test.happened") }
        #expect(try await test.waitForOutcome("quick", count: 5).map(\.sequence) == [1, 2, 3, 4, 5])
        #expect(test.store.outcomes(of: "stuck").isEmpty)
        await test.host.stop()
    }

    @Test("Events are chosen by type, by group and by program")
    func filters() async throws {
        let test = try TestHost()
        let (evening, day) = (GroupID(unchecked: "evening-iop"), GroupID(unchecked: "day-php"))
        test.store.add(evening, for: [ProgramID(unchecked: "iop-adult")])
        test.store.add(day, for: [ProgramID(unchecked: "php")])
        test.store.add(GroupID(unchecked: "yoga"), for: [])
        try test.write("groups", "exit 0", extra: "groups = [\"evening-iop\"]")
        try test.write("programs", "exit 0", extra: "programs = [\"iop-adult\"]")
        try await test.start("groups")
        try await test.start("programs")
        test.send("test.1", about: Subject(group: evening))
        test.send("test.2", about: Subject(session: SessionName(unchecked: "evening-iop@2026-11-23")))
        test.send("test.3", about: Subject(group: day))
        test.send("test.4", about: Subject(program: ProgramID(unchecked: "iop-adult")))
        test.send("test.5", body: "{\"program\":\"php\"}")
        test.send("test.6", body: "{\"program\":\"iop-adult\"}")
        test.send("test.7", about: Subject(group: GroupID(unchecked: "yoga")))
        test.send("other.8", about: Subject(group: evening))
        test.send("test.9")
        test.send("test.10", about: Subject(group: evening))
        #expect(try await test.waitForOutcome("groups", count: 3).map(\.sequence) == [1, 2, 10])
        #expect(try await test.waitForOutcome("programs", count: 6).map(\.sequence) == [1, 2, 4, 6, 7, 10])
        await test.host.stop()
    }

    @Test("A plugin that coalesces gets an array, once the window is over")
    func batch() async throws {
        let test = try TestHost()
        try test.write(
            "digest", "cat > events", extra: "batch = { window = \"15m\", max = 100 }")
        try await test.start("digest")
        let start = test.now
        for _ in 1...3 { test.send("test.happened") }
        let outcomes = try await test.waitForOutcome("digest", count: 3)
        #expect(outcomes.map(\.sequence) == [1, 2, 3])
        #expect(start.seconds(until: outcomes[0].at) >= .minutes(15))
        let text = try #require(test.state("events", in: "digest"))
        let events = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(events.compactMap { $0["sequence"] as? Int } == [1, 2, 3])
        await test.host.stop()
    }
}
