import ConvenedAPI
import Foundation
import Testing
import Varlink

/// A Varlink client that others wrote: PyPI's `varlink`, which Tests/run installs.
@Suite struct ForeignClientTests {
    @Test func theClientOfOthersDoesEverything() throws {
        let python = try #require(
            ProcessInfo.processInfo.environment["CONVENED_TEST_PYTHON"],
            "CONVENED_TEST_PYTHON isn't set: it names a Python that has PyPI's varlink, and Tests/run sets it.")
        let daemon = try DaemonProcess()
        try daemon.importPrograms("iop-adult")
        try daemon.addGroup("evening", named: "Evening IOP")
        try daemon.importMembers(
            """
            A1,Ada Quillfeather,1990-02-28,,,iop-adult,,evening
            A2,Ben Osierholt,1991-03-01,,,iop-adult,,evening
            W1,Cora Wicklow,1992-04-02,,,iop-adult,,
            """)
        let client = try run(
            python, [Binaries.checkout + "/Tests/Tools/foreign-client.py", daemon.socket, "A1", "A2", "W1"])
        #expect(client.status == 0, "\(client.all)")

        let lines = client.output.split(separator: "\n").map(String.init)
        let own = Interfaces.all.map(\.name).sorted()
        #expect(lines.first == "interfaces org.varlink.service " + own.joined(separator: " "))
        let parsed = lines.filter { $0.hasPrefix("parsed") }.map { $0.split(separator: " ").map(String.init) }
        #expect(parsed.map { $0[1] }.sorted() == (own + ["org.varlink.service"]).sorted())
        let methods = parsed.flatMap { words in words.dropFirst(2).map { "\(words[1]).\($0)" } }
        #expect(Set(methods).isSuperset(of: API.allMethods.map { $0.name }))
        #expect(
            lines.filter { !$0.hasPrefix("parsed") }.dropFirst() == [
                "in A1 Ada Q. False", "again True", "error io.convened.Attendance.NotOnRoster W1 evening True",
                "following []", "event attendance.checked_in A2 \(daemon.session("evening"))",
            ])
    }
}
