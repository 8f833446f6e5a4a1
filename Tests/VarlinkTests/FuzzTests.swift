import Testing
import Varlink
import VarlinkServer

@Suite(.timeLimit(.minutes(2)))
struct FuzzTests {
    private static let frames = [
        callText("Add", #"{"a":1,"b":-2}"#), callText("Echo", #"{"text":"\u00e4\ud83d\ude00\n x"}"#),
        callText(
            "Take", #"{"point":{"x":1,"y":null},"tags":["a"],"sizes":{"k":1.5e3},"colour":"red","more":{"x":[1]}}"#),
        callText("Count", #"{"to":3}"#, flags: #","more":true"#), callText("Refuse", flags: #","oneway":true"#),
        #"{"method":"org.varlink.service.GetInterfaceDescription","parameters":{"interface":"org.example.test"}}"#
            + "\0",
        callText("Add", #"{"a":1,"b":2}"#, flags: #","org.example":{"x":[[[]]]},"upgrade":false"#),
    ].map { Array($0.utf8) }

    @Test("no mutation of good messages breaks the server", arguments: [UInt64.random(in: 0...UInt64.max)])
    func mutations(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        var limits = Limits()
        limits.connectionsPerUID = 10_000
        limits.connections = 10_000
        try await withServer(limits: limits) { server in
            for round in 0..<20_000 {
                let client = try server.rawClient()
                client.send(Self.mutated(using: &generator))
                client.endInput()
                #expect(throws: Never.self, "seed \(seed), round \(round)") { try client.messages() }
            }
            let info = try server.client().call(ServiceInterface.GetInfo.self)
            #expect(info.vendor == "Example", "seed \(seed)")
        }
    }

    private static func mutated(using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = (0..<Int.random(in: 1...3, using: &generator)).flatMap { _ in
            frames.randomElement(using: &generator) ?? []
        }
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let position = Int.random(in: 0..<bytes.count, using: &generator)
            let end = min(bytes.count, position + Int.random(in: 0...8, using: &generator))
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: bytes.removeSubrange(position..<max(position, end - 1))
            case 3: bytes.insert(contentsOf: bytes[position..<end], at: position)
            default: bytes.insert(Array("{}[]\",:\\\0e-".utf8).randomElement(using: &generator) ?? 0, at: position)
            }
        }
        return bytes
    }
}
