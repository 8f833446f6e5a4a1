import Testing
import Varlink

private let sample = """
    # A licence, which documents nothing.

    # What the interface is for.
    #
    # A second paragraph.
    interface org.example.sample-1.x2

    # A point.
    type Point (
      # Across.
      x: int, # not a doc
      # Up,
      # in metres.
      y: ?float
    )
    type Colour (red, green_2, Blue)

    # Gets it.
    # [Supports 'more' flag]
    method Get(names: ?[]string, points: [string]Point, kind: ?(a, b), at: ?(x: int)) -> (
      all: []Point,
      raw: object,
      what: Colour
    )

    method Nothing()->()
    # [Requires 'more' flag]
    method Watch(
      # Why.
      why: string
    ) -> (n: int)
    error Bad (message: string, where: []Point)
    error Empty ()
    """

struct InterfaceTests {
    @Test("all that can be defined, with its documentation")
    func model() throws {
        let interface = try Interface(parsing: sample)
        #expect(interface.name == "org.example.sample-1.x2")
        #expect(interface.doc == "What the interface is for.\n\nA second paragraph.")
        #expect(interface.members.map(\.name) == ["Point", "Colour", "Get", "Nothing", "Watch", "Bad", "Empty"])
        #expect(interface.types.count == 2)
        #expect(interface.errors.count == 2)
        let point = try #require(interface.type(named: "Point"))
        #expect(point.doc == "A point.")
        #expect(
            point.type
                == .structure([
                    Field(name: "x", doc: "Across.", type: .int),
                    Field(name: "y", doc: "Up,\nin metres.", type: .nullable(.float)),
                ]))
        let get = try #require(interface.method(named: "Get"))
        #expect(get.doc == "Gets it.\n[Supports 'more' flag]")
        #expect(get.streaming == .supported)
        #expect(interface.method(named: "Watch")?.streaming == .required)
        #expect(interface.method(named: "Nothing")?.streaming == .never)
        #expect(get.input.map(\.type.description) == ["?[]string", "[string]Point", "?(a, b)", "?(x: int)"])
        #expect(interface.error(named: "Bad")?.parameters.map(\.name) == ["message", "where"])
        #expect(interface.method(named: "Bad") == nil)
    }

    @Test(
        "the canonical text means the same and is canonical itself", arguments: [sample, ServiceInterface.definition])
    func roundTrip(text: String) throws {
        let interface = try Interface(parsing: text)
        let again = try Interface(parsing: interface.description)
        #expect(again == interface)
        #expect(again.description == interface.description)
        #expect(interface.source == text)
    }

    static let bad: [(text: String, line: Int, column: Int, reason: String)] = [
        ("", 1, 1, "begins with 'interface'"), ("type A (a: int)", 1, 1, "begins with 'interface'"),
        ("interface example", 1, 11, "reverse domain name"), ("interface org..x", 1, 11, "reverse domain name"),
        ("interface org.-x", 1, 11, "reverse domain name"), ("interface 1org.x", 1, 11, "reverse domain name"),
        ("interface o1.x", 1, 11, "letters only"), ("interface a.b method A() -> ()", 1, 15, "line of its own"),
        ("interface a.b\nmethod A() -> () method B() -> ()", 2, 18, "line of its own"),
        ("interface a.b\nthing A ()", 2, 1, "'type', 'method' or 'error'"),
        ("interface a.b\ntype a (a: int)", 2, 6, "upper-case"),
        ("interface a.b\ntype A_B (a: int)", 2, 6, "upper-case"),
        ("interface a.b\ntype A ?(a: int)", 2, 8, "parentheses"),
        ("interface a.b\nmethod A(a: int)", 2, 17, "'->'"),
        ("interface a.b\nmethod A(a, b) -> ()", 2, 9, "list of fields"),
        ("interface a.b\nerror A", 2, 8, "list of fields"), ("interface a.b\nerror A (a, b)", 2, 9, "list of fields"),
        ("interface a.b\ntype A (a: int,)", 2, 16, "field's name"),
        ("interface a.b\ntype A (a: int b: int)", 2, 16, "comma"),
        ("interface a.b\ntype A (_a: int)", 2, 9, "field's name"),
        ("interface a.b\ntype A (a__b: int)", 2, 9, "field's name"),
        ("interface a.b\ntype A (a_: int)", 2, 9, "field's name"),
        ("interface a.b\ntype A (a-b, c)", 2, 9, "field's name"),
        ("interface a.b\ntype A (a, a)", 2, 12, "twice"), ("interface a.b\ntype A (a: int, a: int)", 2, 17, "twice"),
        ("interface a.b\ntype A (a: int)\nerror A ()", 3, 7, "defined twice"),
        ("interface a.b\ntype A (a: B)", 2, 12, "'B' is not defined"),
        ("interface a.b\ntype A (a: integer)", 2, 12, "no type 'integer'"),
        ("interface a.b\ntype A (a: )", 2, 12, "type is expected"),
        ("interface a.b\ntype A (a: ??int)", 2, 12, "only once"),
        ("interface a.b\ntype A (a: []?int)", 2, 14, "nullable"),
        ("interface a.b\ntype A (a: [][]int)", 2, 14, "arrays or maps"),
        ("interface a.b\ntype A (a: [string][]int)", 2, 20, "arrays or maps"),
        ("interface a.b\ntype A (a: [][string]int)", 2, 14, "arrays or maps"),
        ("interface a.b\ntype A (a: [string]())", 2, 20, "empty structures"),
        ("interface a.b\ntype A (a: any)", 2, 12, "'any'"),
        ("interface a.b\ntype A (one)", 2, 12, "two values"), ("interface a.b\r\n", 1, 14, "carriage return"),
        ("# ä\ninterface a.b\n# é\ntype A (é: int)", 4, 9, "field's name"),
        ("interface a.b\ntype A (a: int", 2, 15, "comma"),
    ]

    @Test("texts that define nothing, and where they go wrong", arguments: bad)
    func refuses(text: String, line: Int, column: Int, reason: String) {
        let error = #expect(throws: InterfaceSyntaxError.self) { try Interface(parsing: text) }
        #expect(error?.line == line)
        #expect(error?.column == column)
        #expect(error?.reason.contains(reason) ?? false, "\(error?.reason ?? "")")
        #expect(error?.reason.hasSuffix(".") ?? false)
    }

    static let full = [
        "[]?int", "[][]int", "[string][]int", "[][string]int", "[string]()", "any", "(one)", "?[]?[string](foo, bar)",
    ]

    @Test("what only some clients accept can be read on request", arguments: full)
    func fullDialect(type: String) throws {
        let text = "interface a.b\ntype A (a: \(type))"
        #expect(throws: InterfaceSyntaxError.self) { try Interface(parsing: text) }
        let interface = try Interface(parsing: text, dialect: .full)
        #expect(interface.type(named: "A")?.type.description == "(a: \(type))")
    }

    @Test("types are limited in depth", arguments: Interface.Dialect.allCases)
    func depth(dialect: Interface.Dialect) {
        let type = String(repeating: "(a: ", count: 100_000)
        #expect(throws: InterfaceSyntaxError.self) {
            try Interface(parsing: "interface a.b\ntype A \(type)", dialect: dialect)
        }
    }
}
