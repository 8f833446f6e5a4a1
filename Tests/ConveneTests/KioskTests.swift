import Testing

@testable import convene

@Suite("The kiosk")
struct KioskTests {
    private static let start = Kiosk.Moment(uptime: 1000, wall: 1_795_000_000_000)

    private func at(_ milliseconds: Int) -> Kiosk.Moment {
        Kiosk.Moment(uptime: 1000 + milliseconds, wall: Self.start.wall + milliseconds)
    }

    private func kiosk(connected: Bool = true) -> Kiosk {
        var kiosk = Kiosk(keyPrefix: "k")
        if connected {
            #expect(kiosk.tick(at: at(0)) == [.connect])
            #expect(kiosk.connected(at: at(0)) == [])
        }
        return kiosk
    }

    private func scan(_ code: String, _ number: Int, at milliseconds: Int = 0, waits: Bool = false) -> Kiosk.Scan {
        Kiosk.Scan(code: code, at: at(milliseconds).wall, key: "k-\(number)", isPending: waits)
    }

    private let ok = Kiosk.Panel(headline: "OK, A.P.", detail: "In at 18:02: Evening group", tone: .good)
    private let no = Kiosk.Panel(headline: "CLOSED", detail: "No session is open now.", tone: .bad)

    @Test(
        "A line is a code, however it ends and in whatever pieces it comes",
        arguments: [
            (["M1042\r"], ["M1042"]), (["M1042\n"], ["M1042"]), (["M1042\r\n"], ["M1042"]),
            (["M10", "42", "\r\n"], ["M1042"]), (["M1042\rM2000\r"], ["M1042", "M2000"]), ([" M1042 \n"], ["M1042"]),
            (["\r\n\n"], []), (["M1024\u{7F}\u{8}42\n"], ["M1042"]), (["oops\u{15}M1042\n"], ["M1042"]),
            (["\u{1B}[AM1042\n"], ["M1042"]), (["\u{1B}M1042\n"], ["M1042"]), (["x\u{1B}M1042\n"], ["M1042"]),
            (["M1042"], []), (["é伊\n"], ["é伊"]),
        ])
    func lines(pieces: [String], codes: [String]) {
        var kiosk = kiosk(connected: false)
        for piece in pieces { _ = kiosk.take(piece.utf8, at: at(0)) }
        #expect(kiosk.queue.map(\.code) == codes)
    }

    @Test("A code of a million letters keeps no more than a line's worth")
    func longLine() {
        var kiosk = kiosk()
        _ = kiosk.take(String(repeating: "M", count: 1_000_000).utf8, at: at(0))
        #expect(kiosk.typed.count == 65)
    }

    @Test("One scan is sent at a time, in order, each with a key and a time of its own")
    func oneAtATime() {
        var kiosk = kiosk()
        #expect(kiosk.take("M1042\rM2000\r".utf8, at: at(5)) == [.send(scan("M1042", 1, at: 5))])
        #expect(
            kiosk.answered(ok, at: at(9)) == [.tell(ok, scan("M1042", 1, at: 5)), .send(scan("M2000", 2, at: 5))])
        #expect(kiosk.panel == ok)
        #expect(kiosk.answered(no, at: at(12)) == [.tell(no, scan("M2000", 2, at: 5))])
        #expect(kiosk.panel == no)
        #expect(kiosk.queue.isEmpty)
    }

    @Test("An answer is cleared after three seconds, and no sooner")
    func cleared() {
        var kiosk = kiosk()
        _ = kiosk.take("M1042\r".utf8, at: at(0))
        _ = kiosk.answered(ok, at: at(100))
        #expect(kiosk.wakesAt == at(3100).uptime)
        #expect(kiosk.tick(at: at(3099)) == [] && kiosk.panel == ok)
        #expect(kiosk.tick(at: at(3100)) == [] && kiosk.panel == nil)
        #expect(kiosk.wakesAt == nil)
    }

    @Test("While the daemon is away a scan waits, is never said to be done, and is sent again as it was")
    func away() {
        var kiosk = kiosk()
        let first = scan("M1042", 1, at: 0)
        #expect(kiosk.take("M1042\r".utf8, at: at(0)) == [.send(first)])
        #expect(kiosk.lost("convened isn't answering", at: at(10)) == [])
        #expect(kiosk.trouble == nil)
        #expect(kiosk.tick(at: at(10)) == [.connect])
        let waiting = scan("M1042", 1, at: 0, waits: true)
        #expect(kiosk.lost("convened isn't answering", at: at(11)) == [.tell(.pending, waiting)])
        #expect(kiosk.panel == .pending && kiosk.pendingCount == 1 && kiosk.trouble == "convened isn't answering")
        #expect(kiosk.wakesAt == at(261).uptime)
        #expect(kiosk.take("M2000\r".utf8, at: at(200)) == [.tell(.pending, scan("M2000", 2, at: 200, waits: true))])
        #expect(kiosk.tick(at: at(260)) == [] && kiosk.tick(at: at(261)) == [.connect])

        #expect(kiosk.connected(at: at(262)) == [.send(waiting)])
        #expect(kiosk.trouble == nil && kiosk.pendingCount == 2)
        let actions = kiosk.answered(ok, at: at(270))
        #expect(actions.first == .tell(ok, waiting) && actions.count == 2)
        // The screen is about whoever scanned last and may still stand there.
        #expect(kiosk.panel == .pending)
        #expect(kiosk.answered(no, at: at(280)).count == 1)
        #expect(kiosk.panel == no && kiosk.queue.isEmpty && kiosk.refusedLate.isEmpty)
    }

    @Test("What is refused after they have gone stays on the screen until somebody has seen it")
    func refusedLate() {
        var kiosk = kiosk(connected: false)
        _ = kiosk.lost("away", at: at(0))
        _ = kiosk.lost("away", at: at(0))
        _ = kiosk.take("M1024\rM1042\r".utf8, at: at(0))
        _ = kiosk.tick(at: at(3000))
        _ = kiosk.connected(at: at(3001))
        _ = kiosk.answered(no, at: at(3002))
        _ = kiosk.answered(ok, at: at(3003))
        #expect(kiosk.panel == nil)
        #expect(kiosk.refusedLate.map(\.code) == ["M1024"])
        #expect(kiosk.tick(at: at(60_000)) == [] && kiosk.refusedLate.count == 1)
        #expect(kiosk.take("\r".utf8, at: at(60_001)) == [] && kiosk.refusedLate.isEmpty)
    }

    @Test("A full queue refuses, and says so")
    func full() {
        var kiosk = kiosk(connected: false)
        _ = kiosk.lost("away", at: at(0))
        _ = kiosk.lost("away", at: at(0))
        for number in 1...Kiosk.limit {
            let waiting = scan("M\(number)", number, waits: true)
            #expect(kiosk.take("M\(number)\n".utf8, at: at(0)) == [.tell(.pending, waiting)])
        }
        #expect(kiosk.take("M101\n".utf8, at: at(0)) == [.tell(.full, scan("M101", 101))])
        #expect(kiosk.panel == .full && kiosk.queue.count == 100)
        _ = kiosk.connected(at: at(1))
        _ = kiosk.answered(ok, at: at(2))
        #expect(kiosk.take("M102\n".utf8, at: at(3)) == [])
        #expect(kiosk.queue.count == 100 && kiosk.queue.last?.code == "M102")
    }

    @Test("An answer that doesn't come is said to wait, and then the connection is given up")
    func slow() {
        var kiosk = kiosk()
        _ = kiosk.take("M1042\n".utf8, at: at(0))
        #expect(kiosk.wakesAt == at(1500).uptime)
        #expect(kiosk.tick(at: at(1499)) == [])
        #expect(kiosk.tick(at: at(1500)) == [.tell(.pending, scan("M1042", 1, waits: true))])
        #expect(kiosk.tick(at: at(1501)) == [])
        #expect(kiosk.tick(at: at(10_000)).first == .hangUp)
        #expect(kiosk.tick(at: at(10_000)) == [.connect])
        #expect(kiosk.queue.count == 1)
    }

    @Test("A daemon that closes an idle connection is no trouble, and one that always does isn't asked all the time")
    func idle() {
        var kiosk = kiosk()
        #expect(kiosk.lost("gone", at: at(600_000)) == [] && kiosk.trouble == nil)
        #expect(kiosk.tick(at: at(600_000)) == [.connect])
        #expect(kiosk.connected(at: at(600_001)) == [])
        var moments: [Int] = []
        var now = 600_001
        for _ in 0..<8 {
            _ = kiosk.lost("gone", at: at(now))
            now = (kiosk.wakesAt ?? 0) - 1000
            moments.append(now - 600_001)
            _ = kiosk.tick(at: at(now))
            _ = kiosk.connected(at: at(now))
        }
        #expect(moments == [250, 750, 1750, 3750, 5750, 7750, 9750, 11_750])
    }

    @Test("At the end of the input what is left counts, and what waits is still sent for a while")
    func end() {
        var kiosk = kiosk()
        #expect(kiosk.take("M1042".utf8, at: at(0)) == [])
        #expect(kiosk.end(at: at(1)) == [.send(scan("M1042", 1, at: 1))])
        #expect(kiosk.answered(ok, at: at(2)) == [.tell(ok, scan("M1042", 1, at: 1)), .leave])

        var lonely = self.kiosk()
        _ = lonely.take("M1042\n".utf8, at: at(0))
        _ = lonely.lost("away", at: at(1))
        #expect(lonely.end(at: at(2)) == [])
        #expect(lonely.tick(at: at(30_001)) != [.leave])
        #expect(lonely.tick(at: at(30_002)) == [.leave])
        #expect(lonely.queue.count == 1)
        #expect(self.kiosk().withEnd(at: at(0)) == [.leave])
    }

    @Test("Ctrl-C leaves, but asks once more if something would be lost")
    func interrupt() {
        var kiosk = kiosk()
        #expect(kiosk.take([3], at: at(0)) == [.leave])
        _ = kiosk.take("M1042\n".utf8, at: at(0))
        #expect(kiosk.take([3], at: at(1)) == [.warn(.unsent(1))])
        #expect(kiosk.panel == .unsent(1))
        #expect(kiosk.take([3], at: at(2)) == [.leave])
    }
}

extension Kiosk {
    fileprivate func withEnd(at now: Moment) -> [Action] {
        var copy = self
        return copy.end(at: now)
    }
}
