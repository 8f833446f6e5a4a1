import Clinic
import GRDB

// How the domain's values stand in a column. What is read here was written here, so that identifiers aren't checked
// a second time.

/// A value that stands in a column as a simpler one.
protocol ColumnValue: DatabaseValueConvertible, StatementColumnConvertible {
    associatedtype Column: DatabaseValueConvertible & StatementColumnConvertible
    var column: Column { get }
    init?(column: Column)
}

extension ColumnValue {
    var databaseValue: DatabaseValue { column.databaseValue }

    static func fromDatabaseValue(_ value: DatabaseValue) -> Self? {
        Column.fromDatabaseValue(value).flatMap(Self.init(column:))
    }

    init?(sqliteStatement: SQLiteStatement, index: CInt) {
        guard let column = Column(sqliteStatement: sqliteStatement, index: index) else { return nil }
        self.init(column: column)
    }

    func bind(to statement: SQLiteStatement, at index: CInt) -> CInt {
        column.bind(to: statement, at: index)
    }
}

extension Identifier {
    var column: String { rawValue }
    init?(column: String) { self.init(unchecked: column) }
}

extension MemberCode: ColumnValue {}
extension GroupID: ColumnValue {}
extension ProgramID: ColumnValue {}

extension MeasureID: ColumnValue {}
extension SessionName: ColumnValue {}
extension StaffInitials: ColumnValue {}

extension Instant: ColumnValue {
    var column: Int64 { milliseconds }
    init?(column: Int64) { self.init(milliseconds: column) }
}

extension Seconds: ColumnValue {
    var column: Int { count }
    init?(column: Int) { self.init(column) }
}

extension LocalDate: ColumnValue {
    var column: String { description }
    init?(column: String) { self.init(text: column) }
}

extension WallTime: ColumnValue {
    var column: String { description }
    init?(column: String) { self.init(text: column) }
}
