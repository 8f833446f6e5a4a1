import Logging
import NIOCore
import NIOEmbedded
import Testing
import Varlink
import VarlinkServer

struct ConnectionTests {
    private let add = callText("Add", #"{"a":1,"b":2}"#)
    private let sum = #"{"parameters":{"sum":3}}"#

    @Test("the answers are the same wherever the bytes are parted")
    func everySplit() throws {
        let refusal = #"{"error":"org.example.test.Refused","parameters":{"message":"This is refused.","code":7}}"#
        let bytes = Array((add + callText("Refuse") + add).utf8)
        for position in 0...bytes.count {
            let connection = try EmbeddedConnection()
            connection.arrive(bytes[..<position])
            connection.arrive(bytes[position...])
            #expect(try connection.sent() == [sum, refusal, sum], "parted at \(position)")
        }
    }

    @Test("one byte at a time")
    func bytewise() throws {
        let connection = try EmbeddedConnection()
        for byte in (add + add).utf8 { connection.arrive([byte]) }
        #expect(try connection.sent() == [sum, sum])
    }

    @Test("the next call waits for the answer to the one before")
    func order() async throws {
        let connection = try EmbeddedConnection()
        connection.arrive((callText("Hold") + add).utf8)
        #expect(try connection.sent().isEmpty)
        let call = try #require(await connection.example.nextHeldCall())
        call.reply(Number(number: 5))
        #expect(try connection.sent() == [#"{"parameters":{"number":5}}"#, sum])
    }

    @Test("a stream has its connection to itself until its last reply")
    func stream() async throws {
        let connection = try EmbeddedConnection()
        connection.arrive((callText("Hold", flags: #","more":true"#) + add).utf8)
        let call = try #require(await connection.example.nextHeldCall())
        call.reply(Number(number: 1), continues: true)
        call.reply(Number(number: 2), continues: true)
        let first = #"{"parameters":{"number":1},"continues":true}"#
        #expect(try connection.sent() == [first, #"{"parameters":{"number":2},"continues":true}"#])
        call.fail(Refused(message: "It ends.", code: 1))
        let end = #"{"error":"org.example.test.Refused","parameters":{"message":"It ends.","code":1}}"#
        #expect(try connection.sent() == [end, sum])
    }

    @Test("only the first final answer counts")
    func oneAnswer() async throws {
        let connection = try EmbeddedConnection()
        connection.arrive(callText("Hold").utf8)
        let call = try #require(await connection.example.nextHeldCall())
        call.reply(Number(number: 1))
        call.reply(Number(number: 2))
        call.fail(Refused(message: "", code: 0))
        #expect(try connection.sent() == [#"{"parameters":{"number":1}}"#])
    }

    @Test("nothing more is read while as many calls wait as are allowed")
    func backPressure() async throws {
        var limits = Limits()
        limits.callsInFlightPerConnection = 3
        let connection = try EmbeddedConnection(limits: limits)
        connection.arrive((callText("Hold") + add).utf8)
        connection.channel.pipeline.read()
        let before = connection.readCount
        connection.arrive(add.utf8)
        connection.channel.pipeline.read()
        #expect(connection.readCount == before)
        let call = try #require(await connection.example.nextHeldCall())
        call.reply(Number(number: 1))
        #expect(connection.readCount == before + 1)
        #expect(try connection.sent().count == 3)
    }

    @Test("a connection without calls is closed after the idle time, one with a call never")
    func idle() async throws {
        var limits = Limits()
        limits.idleTime = .seconds(60)
        let connection = try EmbeddedConnection(limits: limits)
        let loop = connection.channel.embeddedEventLoop
        loop.advanceTime(by: .seconds(59))
        connection.arrive(add.utf8)
        loop.advanceTime(by: .seconds(59))
        #expect(connection.isOpen)
        connection.arrive(callText("Hold").utf8)
        loop.advanceTime(by: .hours(5))
        #expect(connection.isOpen)
        let call = try #require(await connection.example.nextHeldCall())
        call.reply(Number(number: 1))
        loop.advanceTime(by: .seconds(120))
        #expect(!connection.isOpen)
        #expect(connection.logs.lines.last?.metadata["limit"] == "idle_time")
    }

    @Test("without an idle time a connection stays")
    func neverIdle() throws {
        var limits = Limits()
        limits.idleTime = nil
        let connection = try EmbeddedConnection(limits: limits)
        connection.channel.embeddedEventLoop.advanceTime(by: .hours(1_000))
        #expect(connection.isOpen)
    }

    @Test("while the server stops, whoever was there less than a second ago may call, and is closed once it is quiet")
    func stop() throws {
        let connection = try EmbeddedConnection()
        let loop = connection.channel.embeddedEventLoop
        loop.advanceTime(by: .milliseconds(900))
        connection.stop(within: .seconds(8))
        loop.advanceTime(by: .milliseconds(90))
        connection.arrive(add.utf8)
        #expect(try connection.sent() == [sum])
        loop.advanceTime(by: .milliseconds(990))
        #expect(connection.isOpen)
        loop.advanceTime(by: .milliseconds(20))
        #expect(!connection.isOpen)

        let quiet = try EmbeddedConnection()
        quiet.channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        quiet.stop(within: .seconds(8))
        quiet.channel.embeddedEventLoop.run()
        #expect(!quiet.isOpen)
    }

    @Test("while the server stops, whoever calls on end may do so for half of the time, and whom nobody answers is cut")
    func stopInTime() async throws {
        let connection = try EmbeddedConnection()
        connection.stop(within: .seconds(8))
        for _ in 0..<7 {
            connection.channel.embeddedEventLoop.advanceTime(by: .milliseconds(500))
            connection.arrive(add.utf8)
        }
        #expect(try connection.sent().count == 7)
        #expect(connection.isOpen)
        connection.channel.embeddedEventLoop.advanceTime(by: .milliseconds(500))
        #expect(!connection.isOpen)

        let held = try EmbeddedConnection()
        held.arrive(callText("Hold").utf8)
        held.stop(within: .seconds(8))
        held.channel.embeddedEventLoop.advanceTime(by: .milliseconds(7_999))
        #expect(held.isOpen)
        held.channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(!held.isOpen)
        _ = await held.example.nextHeldCall()
    }

    @Test("whoever answers hears that the caller has gone, at once or later, and answers into the void")
    func callerGoes() async throws {
        let connection = try EmbeddedConnection()
        connection.arrive(callText("Hold", flags: #","more":true"#).utf8)
        let call = try #require(await connection.example.nextHeldCall())
        let (heard, continuation) = AsyncStream.makeStream(of: String.self)
        call.onClose { continuation.yield("later") }
        connection.channel.close(promise: nil)
        call.onClose { continuation.yield("at once") }
        call.reply(Number(number: 1))
        continuation.finish()
        #expect(await heard.reduce(into: []) { $0.append($1) } == ["later", "at once"])
        #expect(try connection.sent().isEmpty)
        #expect(connection.logs.notices.isEmpty)
    }
}
