import ConvenedAPI
import Testing
import Varlink

/// Holds the interface files and the Swift types against each other, in both directions.
struct ContractTests {
    /// An interface by its name; only the name is shown when a test fails.
    struct Contract: CustomTestStringConvertible, Sendable {
        let interface: Interface
        let text: String
        var testDescription: String { interface.name }
    }

    static let contracts: [Contract] = Interfaces.all.compactMap { name, text in
        (try? Interface(parsing: text)).map { Contract(interface: $0, text: text) }
    }

    @Test(
        "Every interface parses, is named like its file and is written canonically",
        arguments: Interfaces.all.map(\.name))
    func parsing(name: String) throws {
        let text = try #require(Interfaces.all.first { $0.name == name }?.text)
        let interface = try Interface(parsing: text)
        #expect(interface.name == name)
        #expect(interface.description == text)
    }

    @Test("Everything is documented, down to the fields", arguments: contracts)
    func documentation(contract: Contract) {
        let interface = contract.interface
        #expect(!interface.doc.isEmpty)
        for type in interface.types {
            #expect(!type.doc.isEmpty, "type \(type.name)")
            if case .structure(let fields) = type.type { expectDocs(fields, of: type.name) }
        }
        for method in interface.methods {
            #expect(!method.doc.isEmpty, "method \(method.name)")
            expectDocs(method.input + method.output, of: method.name)
        }
        for error in interface.errors {
            #expect(!error.doc.isEmpty, "error \(error.name)")
            expectDocs(error.parameters, of: error.name)
        }
    }

    private func expectDocs(_ fields: [Field], of owner: String) {
        for field in fields { #expect(!field.doc.isEmpty, "\(owner).\(field.name)") }
    }

    @Test("The interfaces and the registry have the same methods and errors")
    func registry() {
        let methods = Self.contracts.flatMap { one in one.interface.methods.map { "\(one.interface.name).\($0.name)" } }
        let errors = Self.contracts.flatMap { one in one.interface.errors.map { "\(one.interface.name).\($0.name)" } }
        #expect(Self.contracts.count == Interfaces.all.count)
        #expect(API.allMethods.map { $0.name }.sorted() == methods.sorted())
        #expect(API.allErrors.map { $0.name }.sorted() == errors.sorted())
    }

    @Test("Every method has one role, and its documentation says which")
    func roles() {
        let listed = API.methodsByRole.flatMap { entry in entry.methods.map { $0.name } }
        #expect(listed.sorted() == API.allMethods.map { $0.name }.sorted())
        for one in Self.contracts {
            for method in one.interface.methods {
                let name = "\(one.interface.name).\(method.name)"
                let role = API.role(neededFor: name)
                let line = role.map { "[Requires role \($0.word)]" } ?? "[Requires no role]"
                let said = method.doc.split(separator: "\n").filter { $0.hasPrefix("[Requires ") }
                #expect(said.filter { !$0.hasSuffix(" flag]") } == [line[...]], "\(name)")
            }
        }
        #expect(API.role(neededFor: ServiceInterface.GetInfo.name) == nil)
        // What nobody has thought of is nobody's.
        #expect(API.role(neededFor: "io.convened.Members.Publish") == .admin)
    }

    @Test("Nothing that a kiosk may ask takes a name or tells a member's code")
    func kiosk() throws {
        let methods = try #require(API.methodsByRole.first { $0.role == .kiosk }).methods.map { $0.name }
        #expect(methods == [API.Attendance.Scan.name, API.Staff.Identify.name])
        for name in [API.Attendance.CheckIn.name, API.Attendance.CheckOut.name] {
            #expect(API.role(neededFor: name) == .facilitator)
        }
    }

    @Test(
        "Roles include one another, but an observer learns of nobody and a kiosk does nothing else",
        arguments: zip(
            Role.allCases,
            [
                [.observer], [.kiosk], [.observer, .kiosk, .facilitator],
                [.observer, .kiosk, .facilitator, .caseManager],
                [.observer, .kiosk, .facilitator, .caseManager, .supervisor], Role.allCases,
            ] as [[Role]]))
    func inclusion(role: Role, included: [Role]) {
        #expect(Role.allCases.filter(role.includes) == included)
    }

    @Test("Every changing method takes an idempotency key, every error has a sentence for people")
    func habits() {
        let reading = [
            "List", "Show", "Ping", "Status", "Today", "Week", "Alerts", "RosterList", "Follow", "Options",
            "History", "ListWaivers", "Stay", "Month", "Group", "Sheet", "Extract", "Present", "Health",
            "Metrics", "Disclosures", "Reload", "WhoAmI",
            // It holds for the connection alone.
            "Identify",
            // A delivery's own number is its key.
            "Take", "Settle",
        ]
        for interface in Self.contracts.map(\.interface) {
            for method in interface.methods {
                let hasKey = method.input.contains { $0.name == "idempotencyKey" && $0.type == .nullable(.string) }
                #expect(hasKey != reading.contains(method.name), "\(interface.name).\(method.name)")
            }
            for error in interface.errors {
                #expect(error.parameters.contains { $0.name == "message" && $0.type == .string }, "\(error.name)")
            }
        }
    }

    @Test("Only following needs several replies, and an import may have them")
    func streaming() {
        let streaming = Self.contracts.flatMap { one in
            one.interface.methods.filter { $0.streaming != .never }.map { "\(one.interface.name).\($0.name)" }
        }
        #expect(streaming == [API.Events.Follow.name, API.Members.Import.name])
    }

    @Test("Durations and instants are named and typed alike everywhere", arguments: contracts)
    func units(contract: Contract) {
        for field in contract.interface.allFields where field.name.hasSuffix("Seconds") {
            #expect([.int, .nullable(.int)].contains(field.type), "\(field.name)")
        }
        #expect(
            contract.interface.allFields.allSatisfy { $0.name.first?.isLowercase == true && !$0.name.contains("_") })
    }
}

extension Interface {
    /// The fields of everything that is defined.
    fileprivate var allFields: [Field] {
        members.flatMap { member -> [Field] in
            switch member {
            case .method(let method): method.input + method.output
            case .error(let error): error.parameters
            case .type(let type): if case .structure(let fields) = type.type { fields } else { [] }
            }
        }
    }
}
