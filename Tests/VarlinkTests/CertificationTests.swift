import Foundation
import Testing
import Varlink

/// One after the other: a program that starts while another is started may keep its pipes open.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct CertificationTests {
    private let module = ["-u", "-m", "varlink.tests.test_certification"]

    @Test("this server satisfies the client of PyPI's varlink")
    func server() throws {
        let path = temporaryPath()
        let server = RunningProcess(
            try RunningProcess.built("CertificationServer"), [try Python.certificationInterface(), path])
        try server.start()
        #expect(server.waits(for: "ready"))
        let client = try Python.run(try Python.interpreter(), module + ["--client", "--varlink=unix:\(path)"])
        #expect(client.status == 0)
        #expect(client.output.contains("Certification passed"))
        server.send("")
        #expect(server.wait() == 0)
    }

    @Test("this client satisfies the server of PyPI's varlink")
    func client() throws {
        let path = temporaryPath()
        defer { unlink(path) }
        let server = RunningProcess(try Python.interpreter(), module + ["--varlink=unix:\(path)"])
        try server.start()
        defer { server.stop() }
        #expect(server.waits(for: "Listening"))
        let client = try Python.run(try RunningProcess.built("CertificationServer"), ["--client", path])
        #expect(client.status == 0)
        #expect(client.output.contains("Certification passed"))
    }

    @Test("PyPI's varlink reads what the canonical printer writes", arguments: [ServiceInterface.definition, portable])
    func parser(text: String) throws {
        let interface = try Interface(parsing: text)
        let code =
            "import sys; from varlink.scanner import Interface; i = Interface(sys.stdin.read()); "
            + "print(i.name, *i.members, end='')"
        let result = try Python.run(try Python.interpreter(), ["-c", code], input: interface.description)
        #expect(result.status == 0)
        #expect(result.output == ([interface.name] + interface.members.map(\.name)).joined(separator: " "))
    }

    /// All that the portable subset has.
    private static let portable = """
        # It is "all", isn't it?
        interface org.example.all-of.it2

        type Point (
          # (Across): in 'm', -> east.
          x: int,
          y: ?float
        )

        type Colour (
          # Like a rose.
          red,
          light_green
        )

        # [Requires 'more' flag]
        method Get(
          names: ?[]string,
          # Points, by their names; this line is long enough for the list to be broken into several lines.
          points: [string]Point,
          kind: ?(a, b),
          at: ?(x: int, colours: []Colour),
          flag: bool
        ) -> (all: []Point, raw: object, map: ?[string](a: int))

        method Nothing() -> ()

        error Bad (message: string, where: []Point)

        error Empty ()

        """
}
