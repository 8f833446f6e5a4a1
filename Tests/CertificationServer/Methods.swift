import Varlink

/// A method of `org.varlink.certification`, named after its type.
protocol CertificationMethod: VarlinkMethod {}

extension CertificationMethod {
    static var name: String { "org.varlink.certification.\(Self.self)" }
}

/// What the previous method answered, sent back together with the client's identifier.
struct WithClient<Rest: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
    private enum CodingKeys: String, CodingKey {
        case clientID = "client_id"
    }

    let clientID: String
    let rest: Rest

    init(_ clientID: String, _ rest: Rest) {
        self.clientID = clientID
        self.rest = rest
    }

    init(from decoder: any Decoder) throws {
        clientID = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .clientID)
        rest = try Rest(from: decoder)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(clientID, forKey: .clientID)
        try rest.encode(to: encoder)
    }
}

struct OneBool: Codable, Sendable, Equatable { let bool: Bool }
struct OneInt: Codable, Sendable, Equatable { let int: Int }
struct OneFloat: Codable, Sendable, Equatable { let float: Double }
struct OneString: Codable, Sendable, Equatable { let string: String }
struct OneStruct: Codable, Sendable, Equatable { let `struct`: AllScalars }
struct OneMap: Codable, Sendable, Equatable { let map: [String: String] }
struct OneSet: Codable, Sendable, Equatable { let set: [String: NoParameters] }
struct OneMyType: Codable, Sendable, Equatable { let mytype: MyType }

struct AllScalars: Codable, Sendable, Equatable {
    let bool: Bool
    let int: Int
    let float: Double
    let string: String
}

struct Replies: Codable, Sendable, Equatable {
    private enum CodingKeys: String, CodingKey {
        case replies = "last_more_replies"
    }

    let replies: [String]
}

struct MyType: Codable, Sendable, Equatable {
    private enum CodingKeys: String, CodingKey {
        case object, `enum`, `struct`, array, dictionary, stringset, nullable, interface
        case nullableArrayStruct = "nullable_array_struct"
    }

    struct Pair: Codable, Sendable, Equatable {
        let first: Int
        let second: String
    }

    struct Anonymous: Codable, Sendable, Equatable {
        let foo: Bool
        let bar: Bool
    }

    enum Foo: String, Codable, Sendable { case foo, bar, baz }
    enum Number: String, Codable, Sendable { case one, two, three }

    struct Interface: Codable, Sendable, Equatable {
        let foo: [[String: Foo]?]?
        let anon: Anonymous
    }

    let object: JSONObject
    let `enum`: Number
    let `struct`: Pair
    let array: [String]
    let dictionary: [String: String]
    let stringset: [String: NoParameters]
    let nullable: String?
    let nullableArrayStruct: [Pair]?
    let interface: Interface
}

enum Start: CertificationMethod {
    typealias Parameters = NoParameters

    struct Reply: Codable, Sendable {
        private enum CodingKeys: String, CodingKey {
            case clientID = "client_id"
        }

        let clientID: String
    }
}

enum Test01: CertificationMethod {
    typealias Parameters = WithClient<NoParameters>
    typealias Reply = OneBool
}

enum Test02: CertificationMethod {
    typealias Parameters = WithClient<OneBool>
    typealias Reply = OneInt
}

enum Test03: CertificationMethod {
    typealias Parameters = WithClient<OneInt>
    typealias Reply = OneFloat
}

enum Test04: CertificationMethod {
    typealias Parameters = WithClient<OneFloat>
    typealias Reply = OneString
}

enum Test05: CertificationMethod {
    typealias Parameters = WithClient<OneString>
    typealias Reply = AllScalars
}

enum Test06: CertificationMethod {
    typealias Parameters = WithClient<AllScalars>
    typealias Reply = OneStruct
}

enum Test07: CertificationMethod {
    typealias Parameters = WithClient<OneStruct>
    typealias Reply = OneMap
}

enum Test08: CertificationMethod {
    typealias Parameters = WithClient<OneMap>
    typealias Reply = OneSet
}

enum Test09: CertificationMethod {
    typealias Parameters = WithClient<OneSet>
    typealias Reply = OneMyType
}

enum Test10: CertificationMethod {
    typealias Parameters = WithClient<OneMyType>
    typealias Reply = OneString
}

enum Test11: CertificationMethod {
    typealias Parameters = WithClient<Replies>
    typealias Reply = NoParameters
}

enum End: CertificationMethod {
    typealias Parameters = WithClient<NoParameters>

    struct Reply: Codable, Sendable {
        private enum CodingKeys: String, CodingKey {
            case allOK = "all_ok"
        }

        let allOK: Bool
    }
}
