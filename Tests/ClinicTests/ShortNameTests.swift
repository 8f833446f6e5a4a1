import Clinic
import Testing

@Suite struct ShortNameTests {
    @Test(arguments: [
        ("Ada Prentice", "Ada P.", "A.P."),
        ("Ada Maria Prentice", "Ada P.", "A.P."),
        ("  Ada   Prentice ", "Ada P.", "A.P."),
        ("Prentice, Ada", "Ada P.", "A.P."),
        ("Prentice, Ada Maria", "Ada P.", "A.P."),
        ("van Dyke, Ada", "Ada D.", "A.D."),
        ("Prentice,", "Prentice", "P."),
        (", Ada", "Ada", "A."),
        ("Ada", "Ada", "A."),
        ("", "", ""),
        (" , ", "", ""),
        ("Ada 3", "Ada", "A."),
        ("e\u{301}mile o\u{308}zil", "e\u{301}mile O\u{308}.", "E\u{301}.O\u{308}."),
        ("Ada O'Neill", "Ada O.", "A.O."),
        ("Ada 'Neill", "Ada N.", "A.N."),
        ("Ada ßen", "Ada SS.", "A.SS."),
        ("王 小明", "王 小.", "王.小."),
        ("Ada\tPrentice", "Ada P.", "A.P."),
    ])
    func names(_ example: (String, String, String)) {
        let name = Personal(example.0)
        #expect(name.shortName.reveal() == example.1)
        #expect(name.initials.reveal() == example.2)
    }

    @Test func neitherShowsItselfByAccident() {
        let details = MemberDetails(
            name: Personal("Ada Prentice"), born: Personal(day("1990-01-01")), contacts: Personal([]))
        #expect(!"\(details) \(details.name.shortName) \(details.name.initials)".contains("A"))
    }
}
